-- What the first index of a large repository spent most of PostgreSQL's time on.

-- Each row is updated once (its attempts) and deleted: with room in its page the update touches no index.
alter table embed_work set (fillfactor = 50);
-- One index for both looks: at a passage's work, and at a passage's work in a space.
alter table embed_work drop constraint embed_work_space_id_passage_id_key;
drop index embed_work_of_passage;
alter table embed_work add constraint embed_work_once unique (passage_id, space_id);

-- Passages are mostly longer than what PostgreSQL stores plainly: lz4 compresses in a fraction of pglz's time, where the server was built with it.
do $$
begin
  alter table passage alter column body set compression lz4;
  alter table passage alter column terms set compression lz4;
exception when feature_not_supported then
  null;
end $$;
