-- When each remote was last asked for its heads, and when it is asked again. A table of its own: a snapshot's transaction holds the repository's row.
create table remote_check (
  id bigint generated always as identity primary key,
  repository_id bigint not null unique references repository on delete restrict,
  -- when a head was last seen to move: the more lately, the sooner it is asked again
  changed_at timestamptz not null default now(),
  checked_at timestamptz,
  due_at timestamptz not null default now(),
  failures integer not null default 0,
  error text,
  check ((failures > 0) = (error is not null))
);
create index remote_check_due on remote_check (due_at);
insert into remote_check (repository_id) select id from repository;
