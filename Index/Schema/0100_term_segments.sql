-- Which passages hold which terms, how often, and how long they are: postings in segments of many passages, as trigrams have them. A GIN index says which
-- passages only, so that a search for common words had to score thousands of rows to find the hundred best, and missed some.
alter table trigram_segment rename column texts to items;
create table term_segment (
  id bigint generated always as identity primary key,
  items bigint not null,
  created_at timestamptz not null default now()
);
create table term_posting (
  id bigint generated always as identity primary key,
  segment_id bigint not null references term_segment on delete cascade,
  -- a term is in the bucket of its key (Index/Lexical/TermKey.cs)
  bucket integer not null,
  -- by key: which passages hold the term, and how much each says (Index/Segments/Postings.cs)
  postings bytea not null,
  unique (bucket, segment_id)
);
alter table term_posting alter column postings set storage external;
-- Passages that are in no segment yet: looked at one by one.
create table unpacked_passage (
  id bigint generated always as identity primary key,
  passage_id bigint not null unique references passage on delete cascade
);
insert into unpacked_passage (passage_id) select id from passage order by id;
drop index passage_terms;
