-- What a blob's content says beside its chunks: the language where its name leaves that open, and reasons to skip that attributes or limits can take
-- back. Remembered so that the next repository with the blob need not read it; losing a row costs a read.
create table blob_fact (
  id bigint generated always as identity primary key,
  blob_id bigint not null references blob on delete cascade,
  key text not null,
  value text not null,
  unique (blob_id, key)
);
-- Secrets that were masked in it: kind and lines, never the value.
alter table chunked_blob add column secrets jsonb;
-- Limits and rule files (.gitattributes, .julieignore) that the entries of the applied commit were classified by.
alter table ref add column rules text;
-- "Why is this file not found" asks for the few.
create index tree_entry_not_indexed on tree_entry (ref_id, state) where state <> 'indexed';
