"""Writes tokenizer.json with the special tokens that a model's authors put around a text, where the published tokenizer does not.

    python tokenizer_files.py CHECKPOINT FOLDER
"""

import sys

from tokenizers.processors import TemplateProcessing
from transformers import AutoTokenizer

checkpoint, folder = sys.argv[1:]
tokenizer = AutoTokenizer.from_pretrained(checkpoint, use_fast=True)

if "unixcoder" in checkpoint.lower():
    # In the vocabulary, but not special: as text of the manifest's prefix it would be cut to pieces.
    known = tokenizer.convert_tokens_to_ids("<encoder-only>")
    tokenizer.add_special_tokens({"additional_special_tokens": ["<encoder-only>"]})
    assert tokenizer.convert_tokens_to_ids("<encoder-only>") == known != tokenizer.unk_token_id

if "starencoder" in checkpoint.lower():
    # The order of the authors' training code: it decides the ids. Their texts are <cls> text <sep>.
    for name, token in (("pad_token", "<pad>"), ("sep_token", "<sep>"), ("cls_token", "<cls>"), ("mask_token", "<mask>")):
        tokenizer.add_special_tokens({name: token})
    assert tokenizer.pad_token_id == 49152 and len(tokenizer) == 49156
    tokenizer.backend_tokenizer.post_processor = TemplateProcessing(
        single="<cls> $A <sep>",
        special_tokens=[("<cls>", tokenizer.cls_token_id), ("<sep>", tokenizer.sep_token_id)],
    )

tokenizer.save_pretrained(folder)
print(tokenizer("def f(x): return x + 1").input_ids)
