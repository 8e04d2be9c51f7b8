-- The post list and the log of a council walk their own messages alone, newest or oldest first; a letter finds its messages.
create index message_list on message(authority, way, state, id);
create index message_document on message(document_id);
