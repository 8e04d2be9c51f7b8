-- Is this an invented area?
-- column areas: int
select count(*) as areas from authority where is_demonstration = 1
