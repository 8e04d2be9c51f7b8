-- A mark on a part of a process belongs to whom the process belongs to, also one that was made while two records were one.
-- in: process int, person id
update mark set person_id = :person where process_id = :process
