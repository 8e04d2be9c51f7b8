-- And comes back, once.
-- in: state_hash text, made_after ms
delete from oidc_flow where state_hash = :state_hash and made > :made_after returning nonce_hash, verifier, next, is_again
