-- A filter on languages is decided by the row that says who may find a passage, as one on repositories is, without a look at its files. A passage's language
-- is that of its files: whoever holds it in two languages has two rows.
alter table passage_repository add column language text;
-- A row that stands for no chunk is wrong already: no reason to refuse the upgrade, the doctor finds and mends it.
update passage_repository v set language = coalesce((
  select b.language from chunk c join chunked_blob b on b.id = c.chunked_blob_id where c.passage_id = v.passage_id limit 1), '');
alter table passage_repository
  alter column language set not null,
  add check (language = lower(language)),
  drop constraint passage_repository_passage_id_repository_id_key,
  add unique (passage_id, repository_id, language);
drop index passage_repository_of_repository;
create index passage_repository_of_repository on passage_repository (repository_id, language, passage_id);
create index passage_repository_of_language on passage_repository (language, passage_id);
