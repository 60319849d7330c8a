-- A path may have 4,096 bytes and an entry of a B-tree no more than some 2,700: paths are unique by their hash. Not md5: collisions in it can be
-- made, and one would be a file that takes another's place.
create function path_key(path text) returns bytea
  language sql immutable strict parallel safe as $$ select sha256(convert_to(path, 'UTF8')) $$;
alter table tree_entry drop constraint tree_entry_ref_id_path_key;
create unique index tree_entry_of_path on tree_entry (ref_id, path_key(path));
