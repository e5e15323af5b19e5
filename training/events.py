"""Learns what ties two claims of a report to one happening: the weights of data/text/events.toml.

In: what `cargo run --release --example event_pairs -- STORIES.jsonl…` printed for annotated stories, and for the reports with which the
least mean weight of a group is chosen. Out: the table. The chance of one happening is logistic in the ties; plain gradient descent (Adam)
with a penalty on the squares; same input, same output.

    python3 training/events.py --pairs SILVER.tsv --dev GOLD.tsv --out data/text/events.toml
"""

import argparse
from collections import defaultdict

import numpy as np

PENALTY = 1e-4
ROUNDS = 400
UNTIED = -6.0


def read(path):
    """Pairs by story: story -> [(earlier, later, same, ties)]."""
    stories = defaultdict(list)
    for line in open(path, encoding="utf-8"):
        story, earlier, later, same, ties = line.rstrip("\n").split("\t")
        stories[int(story)].append((int(earlier), int(later), int(same), ties.split()))
    return stories


def learn(stories, names):
    place = {name: i for i, name in enumerate(names)}
    pairs = [pair for pairs in stories.values() for pair in pairs]
    x = np.zeros((len(pairs), len(names)), np.float32)
    for row, (_, _, _, ties) in enumerate(pairs):
        x[row, [place[tie] for tie in ties]] = 1
    y = np.array([same for _, _, same, _ in pairs], np.float32)
    w, first, second = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for t in range(1, ROUNDS + 1):
        chance = 1 / (1 + np.exp(-(x @ w)))
        slope = x.T @ (chance - y) / len(y) + PENALTY * w
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        w -= 0.05 * (first / (1 - 0.9**t)) / (np.sqrt(second / (1 - 0.999**t)) + 1e-8)
    return dict(zip(names, w.tolist()))


def grouped(pairs, weights, least):
    """Average linkage, as resolve/event/cluster.rs."""
    score = {(a, b): sum(weights.get(tie, 0.0) for tie in ties) for a, b, _, ties in pairs}
    groups = {i: [i] for pair in score for i in pair}
    while True:
        best = None
        for a in groups:
            for b in groups:
                if a < b:
                    mean = np.mean([score.get((min(i, j), max(i, j)), UNTIED) for i in groups[a] for j in groups[b]])
                    if best is None or mean > best[0]:
                        best = (mean, a, b)
        if best is None or best[0] < least:
            return {i: group for group, members in groups.items() for i in members}
        groups[best[1]] += groups.pop(best[2])


def f1(stories, weights, least):
    hit = found = wanted = 0
    for pairs in stories.values():
        group = grouped(pairs, weights, least)
        for a, b, same, _ in pairs:
            together = group[a] == group[b]
            hit, found, wanted = hit + (same and together), found + together, wanted + same
    return 2 * hit / (found + wanted)


def main():
    p = argparse.ArgumentParser()
    for name in ("pairs", "dev", "out"):
        p.add_argument("--" + name, required=True)
    a = p.parse_args()
    stories, dev = read(a.pairs), read(a.dev)
    names = sorted({tie for pairs in stories.values() for _, _, _, ties in pairs for tie in ties})
    weights = learn(stories, names)
    tried = {least / 4: f1(dev, weights, least / 4) for least in range(-12, 3)}
    least = max(tried, key=tried.get)
    print({k: round(v, 3) for k, v in tried.items()})
    with open(a.out, "w", encoding="utf-8") as out:
        out.write(
            "# What ties two claims of a report to one happening, and how much it weighs (the logarithm of the odds). Made by\n"
            "# training/events.py from the claims to train on; what each tie is stands in resolve/event/tie.rs.\n\n"
            "# The least mean weight between two groups that become one, chosen on the development reports.\n"
            f"least = {least}\n"
        )
        for part in ("ties", "same-kind", "toll-and"):
            out.write(f"\n[{part}]\n")
            for name, weight in weights.items():
                if name.startswith(part + "."):
                    out.write(f"{name[len(part) + 1:]} = {weight:.2f}\n")


if __name__ == "__main__":
    main()
