-- Since when no snapshot holds it; null while one does, or before anyone looked. After a grace time it is deleted (ContentCollector).
alter table chunked_blob add column unheld_since timestamptz;
create index chunked_blob_unheld on chunked_blob (unheld_since) where unheld_since is not null;
alter table blob add column unheld_since timestamptz;
create index blob_unheld on blob (unheld_since) where unheld_since is not null;
