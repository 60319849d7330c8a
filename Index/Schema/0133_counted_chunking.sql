-- In which chunking who may find what was counted (passage_repository). Another one in use means that all of the repository is counted anew at its next snapshot,
-- whether that brings a change or none: its content may have been cut before, for a fork or by the model of before. Unknown (null) is another one too.
alter table repository add column counted_chunking_id bigint references chunking on delete restrict;
