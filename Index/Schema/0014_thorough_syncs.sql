-- A sync that compares every entry, even where the head is the one that is applied: the doctor asks for it.
alter table sync_run add column thorough boolean not null default false;
