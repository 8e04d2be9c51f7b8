-- Records of the old council that may be this child are no question any more.
-- in: person_id int
delete from person_pair where answer = 'open' and (left_id = :person_id or right_id = :person_id)
