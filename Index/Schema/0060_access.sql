-- Keys that are named, rotated and revoked; grants for users and groups too; what administrators did.

-- One key has a name at a time, so that people can speak of it. Rows of old installations give way.
update api_key k set name = k.name || ' ' || k.id
where k.revoked_at is null and exists (select from api_key o where o.name = k.name and o.revoked_at is null and o.id < k.id);
create unique index api_key_name on api_key (name) where revoked_at is null;

update api_key set scopes = array(select s from unnest(scopes) s where s in ('search', 'ingest', 'admin'));

-- A rotated key is the same key, with its grants and its history: only its secret is another, and the one before works for a while.
alter table api_key
  add column created_by text not null default 'the installation',
  add column rotated_at timestamptz,
  add column previous_sha256 bytea check (octet_length(previous_sha256) = 32),
  add column previous_until timestamptz,
  add constraint api_key_previous check ((previous_sha256 is null) = (previous_until is null)),
  add constraint api_key_scopes check (scopes <@ array['search', 'ingest', 'admin']);
create unique index api_key_previous_sha256 on api_key (previous_sha256);
alter table api_key drop constraint api_key_sha256_key;
create unique index api_key_sha256 on api_key (sha256) where revoked_at is null;

-- Who may read which repositories: a key, or whom a token names.
alter table access_grant
  alter column api_key_id drop not null,
  add column user_name text,
  add column group_name text,
  add column created_at timestamptz not null default now(),
  add column created_by text not null default 'the installation',
  add constraint access_grant_one_grantee check (num_nonnulls(api_key_id, user_name, group_name) = 1),
  drop constraint access_grant_api_key_id_repository_pattern_key,
  add constraint access_grant_once unique nulls not distinct (api_key_id, user_name, group_name, repository_pattern);
create index access_grant_of_user on access_grant (user_name) where user_name is not null;
create index access_grant_of_group on access_grant (group_name) where group_name is not null;

-- One place says what a pattern matches: * is anything, slashes too, every other character is itself. Case counts: of two names that differ
-- only in it, a grant means one.
create function grant_matches(pattern text, name text) returns boolean
  language sql immutable strict parallel safe as $$
  select name like replace(replace(replace(replace(pattern, '\', '\\'), '%', '\%'), '_', '\_'), '*', '%')
$$;

-- Actions of administrators. Rows are only ever added.
create table audit_event (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor text not null,
  action text not null,
  target text not null,
  details jsonb not null default '{}',
  trace_id text
);
create index audit_event_action on audit_event (action, id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% only grows: % is refused', tg_table_name, lower(tg_op);
end $$;
create trigger audit_event_grows before update or delete or truncate on audit_event for each statement execute function refuse_change();
