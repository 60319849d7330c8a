-- A query that names a file finds it: by its name up to the first dot, in lower case. A name may be longer than an index row: only its beginning is looked up.
create index tree_entry_by_name on tree_entry (left(lower(split_part(substring(path from '[^/]*$'), '.', 1)), 200));
