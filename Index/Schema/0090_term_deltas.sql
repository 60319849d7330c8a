-- What is still to be added to term and corpus: a batch of a backfill, or content that was collected (negative). The rows of common terms are hot, and
-- writers that updated them waited for each other until their commits; a delta is a row of one's own. Folded in before a snapshot is applied.
create table term_delta (
  id bigint generated always as identity primary key,
  terms text[] not null,
  counts bigint[] not null,
  passages bigint not null,
  length bigint not null,
  check (cardinality(terms) = cardinality(counts))
);
do $$ begin
  alter table term_delta alter column terms set compression lz4;
  alter table term_delta alter column counts set compression lz4;
exception when feature_not_supported then null;
end $$;
