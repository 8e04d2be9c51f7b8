-- Rows of the audit hang together: each carries a hash over itself and the row before it in its chain, so that one
-- that is changed or taken away shows. Several writers of PostgreSQL keep a chain each; SQLite has one.

alter table audit add column chain {int};
alter table audit add column seq {int};       -- 1, 2, 3 ... within the chain
alter table audit add column hash {text};     -- SHA-256, hex
create unique index audit_chain_seq on audit(chain, seq);

create table audit_chain (          -- the head of each chain
  chain {int} not null primary key,
  seq {int} not null,
  hash {text} not null
);
insert into audit_chain (chain, seq, hash) values
  (0, 0, ''), (1, 0, ''), (2, 0, ''), (3, 0, ''), (4, 0, ''), (5, 0, ''), (6, 0, ''), (7, 0, ''),
  (8, 0, ''), (9, 0, ''), (10, 0, ''), (11, 0, ''), (12, 0, ''), (13, 0, ''), (14, 0, ''), (15, 0, '');
