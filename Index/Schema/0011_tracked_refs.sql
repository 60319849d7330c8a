-- Refs beside the default one: those that a repository's patterns match.
alter table repository add column ref_patterns text[] not null default '{}';
-- A ref that is gone from the remote, or matched no longer, keeps its row for its syncs' sake; it holds no entries and comes back as new.
alter table ref add column removed_at timestamptz;
alter table ref add constraint ref_removed_holds_nothing check (removed_at is null or (applied_commit is null and not is_default));
