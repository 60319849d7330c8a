-- Names are looked up by their beginning too, whatever the database's collation.
drop index symbol_by_name;
create index symbol_by_name on symbol (lower(left(name, 200)) text_pattern_ops);
