"""Compares an export with its checkpoint, text by text, in one padded batch and one by one.

    python check.py CHECKPOINT FOLDER [--remote-code]

Ends with 1 where a token's vector differs by more than fp32 arithmetic explains.
"""

import sys

import numpy as np
import onnxruntime
import torch
from transformers import AutoModel, AutoTokenizer

checkpoint, folder = sys.argv[1:3]
model = AutoModel.from_pretrained(checkpoint, torch_dtype=torch.float32, trust_remote_code="--remote-code" in sys.argv).eval()
tokenizer = AutoTokenizer.from_pretrained(folder)
session = onnxruntime.InferenceSession(f"{folder}/model.onnx", providers=["CPUExecutionProvider"])
inputs = {i.name: i for i in session.get_inputs()}
outputs = {o.name: o for o in session.get_outputs()}
print("inputs", {n: i.shape for n, i in inputs.items()}, "outputs", {n: o.shape for n, o in outputs.items()})
assert set(inputs) <= {"input_ids", "attention_mask", "token_type_ids", "position_ids"}, "Julie feeds no other input"
assert all(isinstance(axis, str) for i in inputs.values() for axis in i.shape), "an axis is not dynamic"

code = "def retry(job, times):\n    for i in range(times):\n        job()\n"
texts = ["x", "where are failed jobs retried", code, code * 9, "héllo 你好 🙂"]
worst = 1.0
for batch in [texts] + [[text] for text in texts]:
    encoded = tokenizer(batch, padding=True, return_tensors="pt")
    with torch.no_grad():
        wanted = model(input_ids=encoded.input_ids, attention_mask=encoded.attention_mask)[0].numpy()
    feed = {"input_ids": encoded.input_ids.numpy(), "attention_mask": encoded.attention_mask.numpy(),
            "token_type_ids": np.zeros_like(encoded.input_ids.numpy())}
    got = session.run(["last_hidden_state"], {name: feed[name] for name in inputs})[0]
    for row, mask in enumerate(encoded.attention_mask.numpy().astype(bool)):
        a, b = wanted[row][mask], got[row][mask]
        cosine = (a * b).sum(-1) / np.linalg.norm(a, axis=-1) / np.linalg.norm(b, axis=-1)
        worst = min(worst, float(cosine.min()))
print("least cosine similarity of a token's vectors", worst)
sys.exit(0 if worst > 0.9999 else 1)
