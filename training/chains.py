"""Learns what ties a pronoun to the phrase it stands for: the weights of data/speech/salience.toml.

In: a treebank with Entity= marks, and what `cargo run --release --example pronoun_choices -- FILE GENRES…` printed for it. Out: the
table. A pronoun's chance to stand for a candidate is a softmax over the candidates and none, whose weight is 0; all candidates of the right
entity count as right. Plain gradient descent with a penalty on the squares; same input, same output. `--test` measures other choices.

    python3 training/chains.py --conllu TRAIN.conllu --choices TRAIN.tsv --out data/speech/salience.toml \\
        [--test-conllu DEV.conllu --test DEV.tsv]
"""

import argparse
import re
from collections import defaultdict

import numpy as np

PENALTY = 3.0
ROUNDS = 800


def entities(path):
    """The entities of every head word: document -> token -> names of the entities with that head."""
    docs, doc, base, sentence, open_marks = {}, None, 0, [], []

    def end():
        nonlocal base, sentence, open_marks
        marks, opened = [], []
        for at, (_, _, misc) in enumerate(sentence):
            field = next((f[7:] for f in misc.split("|") if f.startswith("Entity=")), "")
            for both, only_open, only_close in re.findall(r"\(([^()]+)\)|\(([^()]+)|([^()]+)\)", field):
                if both:
                    marks.append((both.split("-")[0], at, at))
                elif only_open:
                    opened.append((only_open.split("-")[0], at))
                else:
                    name = only_close.split("-")[0]
                    last = max((i for i, (n, _) in enumerate(opened) if n == name), default=None)
                    if last is not None:
                        marks.append((name, opened.pop(last)[1], at))
        for name, first, last in marks:
            head = next((i for i in range(first, last + 1) if not first <= sentence[i][1] <= last), first)
            docs[doc][base + head].add(name)
        base += len(sentence)
        sentence = []

    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id = "):
            doc, base = line[14:].strip(), 0
            docs[doc] = defaultdict(set)
        elif not line:
            end()
        elif line[0].isdigit():
            cells = line.split("\t")
            if cells[0].isdigit():
                sentence.append((cells[1], int(cells[6]) - 1, cells[9]))
    end()
    return docs


def read(choices, conllu):
    gold = entities(conllu)
    told = []
    for line in open(choices, encoding="utf-8"):
        doc, token, section, *candidates = line.rstrip("\n").split("\t")
        ours = gold[doc].get(int(token), set())
        rows = []
        for candidate in candidates:
            other, ties = candidate.split(":")
            rows.append((bool(ours & gold[doc].get(int(other), set())), ties.split(",")))
        told.append((section, rows))
    return told


def learn(told, section):
    names = sorted({tie for part, rows in told if part == section for _, ties in rows for tie in ties})
    at = {name: i for i, name in enumerate(names)}
    data = []
    for part, rows in told:
        if part != section or not rows:
            continue
        x = np.zeros((len(rows), len(names)))
        for i, (_, ties) in enumerate(rows):
            x[i, [at[tie] for tie in ties]] = 1
        right = np.array([ok for ok, _ in rows] + [False])
        right[-1] = not right.any()
        data.append((x, right))
    w, step, mean, square = np.zeros(len(names)), 0.05, np.zeros(len(names)), np.zeros(len(names))
    for round_ in range(1, ROUNDS + 1):
        gradient = PENALTY * w
        for x, right in data:
            scores = np.append(x @ w, 0.0)
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            of_right = chance * right
            of_right /= of_right.sum()
            gradient -= x.T @ (of_right - chance)[:-1]
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        w -= step * (mean / (1 - 0.9**round_)) / (np.sqrt(square / (1 - 0.99**round_)) + 1e-8)
    return dict(zip(names, w))


def measure(told, weights):
    tally = defaultdict(lambda: [0, 0, 0, 0])
    for section, rows in told:
        scores = [sum(weights[section].get(tie, 0) for tie in ties) for _, ties in rows]
        best = max(range(len(rows)), key=lambda i: (scores[i], -i), default=None)
        t = tally[section]
        t[0] += any(ok for ok, _ in rows)
        if best is not None and scores[best] > 0:
            t[1] += 1
            t[2] += rows[best][0]
        t[3] += 1
    for section, (gold, ours, right, n) in sorted(tally.items()):
        print(f"{section:8} n {n} resolvable {gold} resolved {ours} right {right} f1 {2 * right / max(1, gold + ours):.3f}")


def main():
    p = argparse.ArgumentParser()
    for name in ["conllu", "choices", "out"]:
        p.add_argument("--" + name, required=True)
    p.add_argument("--test-conllu")
    p.add_argument("--test")
    a = p.parse_args()
    told = read(a.choices, a.conllu)
    weights = {section: learn(told, section) for section in ["person", "thing", "many"]}
    with open(a.out, "w", encoding="utf-8") as out:
        out.write("# How much each tie between a pronoun and a phrase before it weighs: for \"he\" and \"she\" (`person`), \"it\" (`thing`) and \"they\"\n")
        out.write("# (`many`). Made by training/chains.py; what each tie is stands in resolve/chain/salience.rs.\n")
        for section in ["person", "thing", "many"]:
            out.write(f"\n[{section}]\n")
            for name, weight in sorted(weights[section].items()):
                out.write(f"{name} = {weight + 0.0:.2f}\n")
    measure(told, weights)
    if a.test:
        print("test")
        measure(read(a.test, a.test_conllu), weights)


if __name__ == "__main__":
    main()
