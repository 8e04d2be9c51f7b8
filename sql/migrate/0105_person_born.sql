-- Who is old enough for a record to be due: looked for by the disposal list among all that is closed.
create index person_born on person(born);
