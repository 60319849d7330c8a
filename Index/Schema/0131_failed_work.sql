-- Whether anything failed in a space is asked by every search of few enough passages, and mostly nothing did.
create index embed_work_failed on embed_work (space_id) where failed_at is not null;
