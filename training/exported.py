"""The weights of an exported model as PyTorch has them, so that training can go on from model/ where no checkpoint is left.

Eight-bit weights become floats again (error: half a step of their channel's scale); the optimizer begins anew.
"""
import os
import tempfile

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from corpora import Doc
from export import one, split, write_float


def load_into(reader, folder, pieces, labels):
    """Gives `reader` the weights of the model in `folder`, which must have the same heads and labels."""
    with tempfile.TemporaryDirectory() as out:
        for family in (reader.grammar, reader.saying, reader.happening):
            torch.nn.init.normal_(family.mix.weight)  # to tell their constants apart
        example = one(Doc("claims", *split("One town fell. Another held.")), pieces, labels)
        write_float(reader, example, f"{out}/reader.onnx", f"{out}/relations.onnx")
        drawn = onnx.load(f"{out}/reader.onnx").graph
        relations = onnx.load(f"{out}/relations.onnx").graph
    stored = {i.name: numpy_helper.to_array(i) for i in onnx.load(os.path.join(folder, "reader.onnx")).graph.initializer}
    state = reader.state_dict()
    known = {}
    for name in [n for n in state if ("reader." + n) in stored]:
        known[name] = stored["reader." + name]
    for name in ("encoder.embeddings.word_embeddings.weight", "casing.weight"):
        known[name] = floats(stored, "reader." + name)
    known["encoder.embeddings.token_type_embeddings.weight"] = state["encoder.embeddings.token_type_embeddings.weight"].numpy().copy()
    constants = {i.name: numpy_helper.to_array(i) for i in drawn.initializer}
    added = [n.input[1] for n in drawn.node if n.op_type == "Add" and n.input[1] in constants and constants[n.input[1]].shape == (384,)]
    added = [n for n in added if np.allclose(constants[n], state["encoder.embeddings.token_type_embeddings.weight"][0].numpy())]
    known["encoder.embeddings.token_type_embeddings.weight"][0] = stored[added[0]]
    matrices = {n: v.numpy() for n, v in state.items() if v.dim() == 2 and n not in known}
    for node in drawn.node:
        if node.op_type != "MatMul" or node.input[1] not in constants:
            continue
        drawn_weight = constants[node.input[1]]
        name = next(n for n, v in matrices.items() if v.shape == drawn_weight.T.shape and np.array_equal(v, drawn_weight.T))
        if node.input[1] + "_quantized" in stored:
            weight = floats(stored, node.input[1])
        elif node.input[1] in stored:
            weight = stored[node.input[1]]
        else:
            weight = floats(stored, node.name + "_near")
            weight[stored[node.input[0] + "_far_channels"]] += stored[node.name + "_far"]
        known[name] = weight.T
    for family in ("grammar", "saying", "happening"):
        shares = state[f"{family}.mix.weight"].softmax(0).numpy()
        names = mix_constants(drawn, constants, shares)
        known[f"{family}.mix.weight"] = np.log(np.array([stored[n] for n in names]))
    kept = {i.name: numpy_helper.to_array(i) for i in onnx.load(os.path.join(folder, "relations.onnx")).graph.initializer}
    assert {i.name for i in relations.initializer} == set(kept)
    for name in ("out.weight", "out.bias"):
        known["rel." + name] = kept[name]
    missing = set(state) - set(known)
    assert not missing, sorted(missing)
    reader.load_state_dict({n: torch.tensor(np.array(v)).reshape(state[n].shape) for n, v in known.items()})


def units(folder):
    """The hidden units of the encoder's feed-forward layers in an exported model."""
    stored = {i.name: i.dims for i in onnx.load(os.path.join(folder, "reader.onnx")).graph.initializer}
    return stored["reader.encoder.encoder.layer.0.intermediate.dense.bias"][0]


def floats(stored, name):
    weight, scale, zero = (stored[f"{name}_{part}"] for part in ("quantized", "scale", "zero_point"))
    return (weight.astype(np.float32) - zero.astype(np.float32)) * scale.astype(np.float32)


def mix_constants(drawn, constants, shares):
    """The names of the constants that hold a family's shares of the layers, in order."""
    names = [n.input[0] for n in drawn.node if n.op_type == "Mul" and n.input[0] in constants and constants[n.input[0]].shape == ()]
    for i in range(len(names) - len(shares) + 1):
        if np.allclose([constants[n] for n in names[i : i + len(shares)]], shares):
            return names[i : i + len(shares)]
    raise ValueError("the graph has no mix of layers like this")
