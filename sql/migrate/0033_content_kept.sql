-- When a content was last kept by somebody who means to use it: what nothing took a day later is swept.
alter table content add column kept {ms};       -- null: before this was noted
create index letter_pdf on letter(pdf_sha256);
