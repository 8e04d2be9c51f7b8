-- Whose hold it is: a council reads and ends its own, and all of them keep the record. Those there are belong to who has the child.
alter table hold add column authority {ref} references authority(code);
update hold set authority = (select c.authority from person c where c.id = hold.person_id);
