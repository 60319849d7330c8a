-- The whole text of each blob that was cut, decoded and with its secrets masked: chunks leave out blank lines and white space at line ends, a search for
-- text must not. Known content from before has none: FindAsync does not take it for known, and the syncs below read it again.
create table source_text (
  id bigint generated always as identity primary key,
  blob_id bigint not null unique references blob on delete cascade,
  text text not null
);
-- Faster than the default and as small; a server that was built without it keeps the default.
do $$ begin
  alter table source_text alter column text set compression lz4;
exception when feature_not_supported then null;
end $$;

-- Which texts hold which trigrams. A GIN index over them cost twice the bytes and ten times the time: postings are written in segments of many texts at once.
create table trigram_segment (
  id bigint generated always as identity primary key,
  texts bigint not null,
  created_at timestamptz not null default now()
);
create table trigram_posting (
  id bigint generated always as identity primary key,
  segment_id bigint not null references trigram_segment on delete cascade,
  -- a trigram is in the bucket of its hash
  bucket integer not null,
  -- by trigram: which texts hold it (Index/Trigrams/Postings.cs)
  postings bytea not null,
  unique (bucket, segment_id)
);
alter table trigram_posting alter column postings set storage external;
-- Texts that are in no segment yet: searched one by one.
create table unpacked_text (
  id bigint generated always as identity primary key,
  source_text_id bigint not null unique references source_text on delete cascade
);

insert into sync_run (ref_id, lane, thorough) select id, 2, true from ref where applied_commit is not null and removed_at is null;
