-- Which commit a delivery told a run of, so that whoever waits for a commit can ask for it by name, in full or shortened.
alter table delivery_run add column commit_id text;
create index delivery_run_commit on delivery_run (commit_id text_pattern_ops) where commit_id is not null;
create index sync_run_commit on sync_run (commit_id text_pattern_ops) where commit_id is not null;

-- A backfill that a push overtook leaves its rest as entries to come: few at most times, and looked for at each step of a ref.
create index tree_entry_pending on tree_entry (ref_id) where state = 'pending';

-- Waiters are woken, they do not ask again and again. A notification is sent at the commit, and equal ones of a transaction are one.
create function notify_ref() returns trigger language plpgsql as $$
begin
  perform pg_notify('julie_ref', new.id::text);
  return null;
end $$;
create trigger ref_moved after update of applied_commit, removed_at on ref for each row execute function notify_ref();

create function notify_run() returns trigger language plpgsql as $$
begin
  perform pg_notify('julie_ref', new.ref_id::text);
  return null;
end $$;
create trigger sync_run_ended after update of state on sync_run for each row
  when (new.finished_at is not null and old.finished_at is null) execute function notify_run();

create function notify_embedded() returns trigger language plpgsql as $$
begin
  perform pg_notify('julie_embedded', '');
  return null;
end $$;
create trigger embed_work_done after delete on embed_work for each statement execute function notify_embedded();
