-- Drafts that nobody came back to.
-- in: oldest ms
select token_hash from draft where changed < :oldest limit 50
