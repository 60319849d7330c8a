-- The index of DESIGN: catalog, snapshots, content, work. Vectors live in one table per space, made by SpaceCatalog.
-- Every table has a bigint key; hashes and names are unique columns, never keys of other tables.

create extension if not exists vector;

-- Catalog ------------------------------------------------------------------------------------------------------------

create table repository (
  id bigint generated always as identity primary key,
  host text not null,
  host_id text not null,
  url text not null,
  name text not null unique,
  object_format text not null check (object_format in ('sha1', 'sha256')),
  -- distinct passages of the default ref, kept up with passage_repository
  passages bigint not null default 0,
  created_at timestamptz not null default now(),
  unique (host, host_id)
);

create table ref (
  id bigint generated always as identity primary key,
  repository_id bigint not null references repository on delete restrict,
  name text not null,
  is_default boolean not null,
  applied_commit text,
  applied_at timestamptz,
  head_seen text,
  created_at timestamptz not null default now(),
  unique (repository_id, name)
);
create unique index ref_one_default on ref (repository_id) where is_default;

create table api_key (
  id bigint generated always as identity primary key,
  name text not null,
  sha256 bytea not null unique check (octet_length(sha256) = 32),
  scopes text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);

create table access_grant (
  id bigint generated always as identity primary key,
  api_key_id bigint not null references api_key on delete restrict,
  repository_pattern text not null,
  unique (api_key_id, repository_pattern)
);

-- Where pushes come from: the delivery row is the outbox of the webhook --------------------------------------------------

create table hook (
  id bigint generated always as identity primary key,
  name text not null unique,
  host text not null,
  kind text not null,
  -- a reference to configuration or a file, never the secret
  secret_reference text not null,
  created_at timestamptz not null default now()
);

create table delivery (
  id bigint generated always as identity primary key,
  hook_id bigint not null references hook on delete restrict,
  delivery_id text not null,
  event text not null,
  payload jsonb,
  trace_parent text,
  received_at timestamptz not null default now(),
  dispatched_at timestamptz,
  error text,
  unique (hook_id, delivery_id)
);
create index delivery_waiting on delivery (id) where dispatched_at is null;

create table sync_run (
  id bigint generated always as identity primary key,
  ref_id bigint not null references ref on delete restrict,
  lane smallint not null,
  state text not null default 'pending' check (state in ('pending', 'running', 'applied', 'superseded', 'failed')),
  stage text,
  from_commit text,
  commit_id text,
  superseded_by bigint references sync_run on delete restrict,
  trace_parent text,
  error text,
  files bigint not null default 0,
  blobs_total bigint not null default 0,
  blobs_read bigint not null default 0,
  chunks bigint not null default 0,
  passages_new bigint not null default 0,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  published_at timestamptz,
  -- law 5: an ended run says how it ended
  check ((state in ('applied', 'superseded', 'failed')) = (finished_at is not null)),
  check ((state = 'superseded') = (superseded_by is not null)),
  check (state <> 'failed' or error is not null)
);
create index sync_run_of_ref on sync_run (ref_id, id);
create index sync_run_unfinished on sync_run (ref_id) where finished_at is null;

-- Content: stored once, whoever has it (law 1) ---------------------------------------------------------------------------

create table blob (
  id bigint generated always as identity primary key,
  object_format text not null,
  object_id bytea not null,
  size bigint not null,
  unique (object_id, object_format)
);

create table chunking (
  id bigint generated always as identity primary key,
  version integer not null,
  tokenizer text not null,
  target_tokens integer not null,
  limit_tokens integer not null,
  created_at timestamptz not null default now(),
  unique (version, tokenizer, target_tokens, limit_tokens)
);

create table chunked_blob (
  id bigint generated always as identity primary key,
  blob_id bigint not null references blob on delete restrict,
  language text not null,
  chunking_id bigint not null references chunking on delete restrict,
  skip_reason text,
  unique (blob_id, language, chunking_id)
);

create table passage (
  id bigint generated always as identity primary key,
  sha256 bytea not null unique,
  scope text not null,
  body text not null,
  -- code terms with positions; those of the scope have weight A
  terms tsvector not null,
  -- number of terms: the document length of BM25
  length integer not null,
  created_at timestamptz not null default now()
);
create index passage_terms on passage using gin (terms);

create table chunk (
  id bigint generated always as identity primary key,
  chunked_blob_id bigint not null references chunked_blob on delete restrict,
  ordinal integer not null,
  start_byte integer not null,
  end_byte integer not null,
  start_line integer not null,
  end_line integer not null,
  symbol text,
  kind text,
  tokens integer not null,
  passage_id bigint not null references passage on delete restrict,
  unique (chunked_blob_id, ordinal)
);
create index chunk_of_passage on chunk (passage_id);

create table symbol (
  id bigint generated always as identity primary key,
  chunked_blob_id bigint not null references chunked_blob on delete restrict,
  name text not null,
  kind text not null,
  scope text,
  line integer not null,
  end_line integer not null
);
create index symbol_of_blob on symbol (chunked_blob_id);
-- a name may be longer than an index row: only its beginning is looked up
create index symbol_by_name on symbol (lower(left(name, 200)));

-- Statistics of the lexical search; they may lag behind the passages
create table term (
  id bigint generated always as identity primary key,
  term text not null unique,
  passages bigint not null
) with (fillfactor = 70);

create table corpus (
  id bigint primary key check (id = 1),
  passages bigint not null,
  length bigint not null
);
insert into corpus values (1, 0, 0);

-- Snapshots ---------------------------------------------------------------------------------------------------------

create table tree_entry (
  id bigint generated always as identity primary key,
  ref_id bigint not null references ref on delete restrict,
  path text not null,
  mode integer not null,
  blob_id bigint references blob on delete restrict,
  size bigint not null,
  language text not null,
  flags integer not null,
  state text not null check (state in ('indexed', 'skipped', 'pending', 'failed')),
  skip_reason text,
  error text,
  unique (ref_id, path),
  check ((state = 'skipped') = (skip_reason is not null)),
  check ((state = 'failed') = (error is not null)),
  check (state <> 'indexed' or blob_id is not null)
);
create index tree_entry_of_blob on tree_entry (blob_id, language);

-- How many chunks of the repository's default ref hold the passage: who may find it (law 4)
create table passage_repository (
  id bigint generated always as identity primary key,
  passage_id bigint not null references passage on delete restrict,
  repository_id bigint not null references repository on delete restrict,
  refcount bigint not null check (refcount > 0),
  unique (passage_id, repository_id)
);
create index passage_repository_of_repository on passage_repository (repository_id, passage_id);

-- Vector spaces and their work ------------------------------------------------------------------------------------------

create table space (
  id bigint generated always as identity primary key,
  key bytea not null unique check (octet_length(key) = 32),
  model text not null,
  dimensions integer not null check (dimensions between 1 and 4000),
  chunking_id bigint not null references chunking on delete restrict,
  state text not null check (state in ('building', 'active', 'retired')),
  manifest jsonb not null,
  created_at timestamptz not null default now()
);
create unique index space_one_active on space (state) where state = 'active';

create table embed_work (
  id bigint generated always as identity primary key,
  space_id bigint not null references space on delete restrict,
  passage_id bigint not null references passage on delete restrict,
  lane smallint not null,
  attempts integer not null default 0,
  error text,
  failed_at timestamptz,
  published_at timestamptz,
  created_at timestamptz not null default now(),
  unique (space_id, passage_id),
  check ((failed_at is null) = (error is null))
);
create index embed_work_waiting on embed_work (space_id, lane, passage_id) where failed_at is null;
create index embed_work_of_passage on embed_work (passage_id);
