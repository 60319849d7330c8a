-- A segment never changes, so searches keep lists of it in memory. By this and not by its key: a database that was restored gives keys again.
alter table trigram_segment add column stamp uuid not null default gen_random_uuid();
alter table term_segment add column stamp uuid not null default gen_random_uuid();
