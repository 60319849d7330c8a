"""Exports a model whose code lives in its own repository, which Optimum does not know: last_hidden_state over dynamic batch and sequence.

    python custom.py CHECKPOINT FOLDER

It runs that repository's code on this machine: read it first, and give a commit with CHECKPOINT@COMMIT.
"""

import pathlib
import sys

import torch
from transformers import AutoModel, AutoTokenizer

checkpoint, _, revision = sys.argv[1].partition("@")
folder = pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
source = {"revision": revision or "main", "trust_remote_code": True}
tokenizer = AutoTokenizer.from_pretrained(checkpoint, **source)

# Eager attention: fused kernels and unpadding are branches that a trace would freeze.
model = AutoModel.from_pretrained(checkpoint, torch_dtype=torch.float32, attn_implementation="eager", **source).eval()
model.config.use_cache = False


class Hidden(torch.nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, input_ids, attention_mask):
        return self.inner(input_ids=input_ids, attention_mask=attention_mask)[0]


# Two texts of two lengths: with one, or with equal ones, the trace may drop what masks the padding.
sample = tokenizer(["def f(x): return x + 1", "where is the retry of a failed job decided"], padding=True, return_tensors="pt")
axes = {0: "batch", 1: "sequence"}
with torch.no_grad():
    torch.onnx.export(
        Hidden(model), (sample.input_ids, sample.attention_mask), folder / "model.onnx", opset_version=17, dynamo=False,
        input_names=["input_ids", "attention_mask"], output_names=["last_hidden_state"],
        dynamic_axes={"input_ids": axes, "attention_mask": axes, "last_hidden_state": axes},
    )
tokenizer.save_pretrained(folder)
