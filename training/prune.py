"""Takes hidden units out of the encoder's feed-forward layers, so that it reads faster; training then goes on from what is left.

    python prune.py --checkpoint FILE --data DIR --silver DIR --out FILE --units 768

Units leave one by one, always the one whose absence the rest can best make up for: the least error of the layer's output, in
least squares over windows of the training text, when the outgoing weights of the others are fitted anew (optimal brain
surgeon: Hassibi and Stork 1993; for whole units as in Frantar and Alistarh 2022). Layers are taken from below, each on what
the ones below it now give.
"""
import argparse
from collections import Counter

import torch

from export import load, samples

DAMP = 1e-4  # of the mean diagonal, so that the inverse stands


def main():
    p = argparse.ArgumentParser()
    for name in ("checkpoint", "data", "silver", "out"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--units", type=int, default=768)
    a = p.parse_args()
    saved = torch.load(a.checkpoint, weights_only=False)
    model, labels, pieces, _ = load(a.checkpoint)
    windows = [[torch.tensor(x).long() for x in w[:2]] for w in samples(a, pieces, labels)]
    for i, layer in enumerate(model.encoder.encoder.layer):
        with torch.inference_mode():
            hidden = torch.cat([activations(model, layer, w) for w in windows])
        error = thin(layer, hidden.double(), a.units)
        print(f"layer {i}: error {error:.4f} of the output's variance", flush=True)
    torch.save({"model": model.state_dict(), "labels": saved["labels"], "state": {"spent": 0.0, "steps": 0, "seen": Counter()}}, a.out)


def activations(model, layer, window):
    """What goes into the outgoing product of `layer`'s feed-forward half: [pieces, units]."""
    kept = []
    handle = layer.output.dense.register_forward_pre_hook(lambda _, x: kept.append(x[0].squeeze(0)))
    model.encode(*window, None)
    handle.remove()
    return kept[0]


def thin(layer, hidden, units):
    """Leaves `units` of the layer's hidden units. Returns the error as a part of the output's variance."""
    weight = layer.output.dense.weight.detach().double().T.clone()  # [units, width]
    gram = hidden.T @ hidden / len(hidden)
    before = weight.clone()
    inverse = torch.linalg.inv(gram + DAMP * gram.diagonal().mean() * torch.eye(len(gram), dtype=gram.dtype))
    left = torch.ones(len(gram), dtype=torch.bool)
    for _ in range(len(gram) - units):
        cost = weight.square().sum(1) / inverse.diagonal()
        cost[~left] = torch.inf
        j = int(cost.argmin())
        weight -= torch.outer(inverse[:, j] / inverse[j, j], weight[j])
        inverse -= torch.outer(inverse[:, j], inverse[j]) / inverse[j, j]
        left[j] = False
        weight[~left] = 0
        inverse[~left], inverse[:, ~left] = 0, 0
        inverse[~left, ~left] = 1
    gap = weight - before
    error = torch.trace(gap.T @ gram @ gap) / torch.trace(before.T @ (gram - torch.outer(hidden.mean(0), hidden.mean(0))) @ before)
    narrow(layer, left, weight)
    return float(error)


def narrow(layer, left, weight):
    into, out = layer.intermediate.dense, layer.output.dense
    into.weight.data, into.bias.data = into.weight.data[left], into.bias.data[left]
    out.weight.data = weight[left].T.float().contiguous()
    into.out_features = out.in_features = int(left.sum())


if __name__ == "__main__":
    main()
