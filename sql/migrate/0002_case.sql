-- What reading a case asks for.
create index link_ask on link(process_id, subject);
create index document_content on document(sha256);      -- is a content still wanted?
