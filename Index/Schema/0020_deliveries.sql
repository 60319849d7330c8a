-- Webhook deliveries. Hooks are configuration (Julie:Hooks): the two tables of the first schema were never written to.

drop table delivery;
drop table hook;

-- The row is the outbox (law 2): committed before the host is answered, dispatched afterwards.
create table delivery (
  id bigint generated always as identity primary key,
  provider text not null,
  hook text not null,
  delivery_id text not null,
  event text not null,
  verified boolean not null,
  -- what is wanted: push, rename, delete; null where the event is of no use
  kind text check (kind in ('push', 'rename', 'delete')),
  -- what the payload says, as a hint and for replay; the payload itself is not kept
  host text,
  host_id text,
  url text,
  previous_host_id text,
  default_ref text,
  changes jsonb not null default '[]',
  repository_id bigint references repository on delete set null,
  outcome text not null check (outcome in ('waiting', 'dispatched', 'ignored', 'failed', 'refused')),
  reason text,
  attempts integer not null default 0,
  -- of a verified delivery: how often the host sent it; of a refused one: how many in its minute
  times bigint not null default 1,
  refused_in timestamptz,
  trace_parent text,
  received_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  dispatched_at timestamptz,
  check (verified = (outcome <> 'refused')),
  check (verified = (refused_in is null)),
  check (outcome <> 'waiting' or kind is not null),
  -- law 5: what is not done says why
  check (outcome in ('waiting', 'dispatched') or reason is not null)
);
-- Only a proven delivery takes its id: a forged one must not shut out the genuine one.
create unique index delivery_once on delivery (provider, delivery_id) where verified;
-- Refusals are counted by the minute: strangers cannot fill the table.
create unique index delivery_refused on delivery (provider, hook, reason, refused_in) where not verified;
create index delivery_waiting on delivery (due_at) where outcome = 'waiting';
create index delivery_of_repository on delivery (repository_id, id);
create index delivery_received on delivery (received_at);

-- What became of a delivery is what became of these runs.
create table delivery_run (
  id bigint generated always as identity primary key,
  delivery_id bigint not null references delivery on delete cascade,
  sync_run_id bigint not null references sync_run on delete cascade,
  unique (delivery_id, sync_run_id)
);
create index delivery_run_of_run on delivery_run (sync_run_id);
