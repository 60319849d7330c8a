-- Names of symbols weigh more in postings (BM25F, Index/Lexical/Bm25.cs): every passage is packed again.
delete from term_segment;
insert into unpacked_passage (passage_id) select id from passage order by id on conflict (passage_id) do nothing;
