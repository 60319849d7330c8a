-- A row of 2 to 8 KB keeps its terms in place: scoring thousands of passages would otherwise look up each one's terms in the TOAST table, several times.
alter table passage set (toast_tuple_target = 8160);
