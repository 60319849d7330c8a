-- Who may read a repository at its host, as the host said it when it was last asked. Grants by pattern are beside it, not changed by it.
create table host_access (
  id bigint generated always as identity primary key,
  repository_id bigint not null references repository on delete cascade,
  user_name text,
  group_name text,
  constraint host_access_one check (num_nonnulls(user_name, group_name) = 1),
  constraint host_access_once unique nulls not distinct (repository_id, user_name, group_name)
);
create index host_access_of_user on host_access (user_name) where user_name is not null;
create index host_access_of_group on host_access (group_name) where group_name is not null;

create table host_access_check (
  id bigint generated always as identity primary key,
  repository_id bigint not null unique references repository on delete cascade,
  -- name of the source in the configuration
  source text not null,
  checked_at timestamptz,
  -- until when the host's answer is believed: a host that is away takes nobody's access at once, and nobody keeps it for ever
  valid_until timestamptz,
  due_at timestamptz not null default now(),
  failures integer not null default 0,
  error text,
  check ((failures > 0) = (error is not null))
);
create index host_access_check_due on host_access_check (due_at);
