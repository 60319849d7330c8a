-- A removed repository takes its syncs with it: each one's successor is looked for, by name and not by reading all of the table.
create index sync_run_superseded_by on sync_run (superseded_by) where superseded_by is not null;
