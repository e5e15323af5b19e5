"""Learns how the places of one name are ranked: the weights of data/places/rank.toml.

In: what `cargo run --release --example place_choices -- FILE.xml` printed for articles whose places are known; those with an even number
are learned from, the others measured on. Out: the table. The chance of a candidate is a softmax over the places of the name; all within 25 km of the
gold point count as right (within 161 km where none is nearer). Plain gradient descent with a penalty on the distance to the weights in the
table, which were set by hand once; the size of a settlement keeps weight 1. Same input, same output.

    python3 training/places.py --choices LGL.tsv GEOVIRUS.tsv --table data/places/rank.toml
"""

import argparse

import numpy as np

PENALTY = 0.005
ROUNDS = 1500
FIXED = "settlement-people"


def read(path, names):
    place = {name: i for i, name in enumerate(names)}
    learned, held = [], []
    for line in open(path, encoding="utf-8"):
        article, *candidates = line.rstrip("\n").split("\t")
        rows, far = np.zeros((len(candidates), len(names))), []
        for i, candidate in enumerate(candidates):
            distance, signs = candidate.split(":", 1)
            far.append(float(distance))
            for sign in filter(None, signs.split(",")):
                name, value = sign.split("=")
                rows[i, place[name]] = float(value)
        if candidates:
            (held if int(article) % 2 else learned).append((rows, np.array(far)))
    return learned, held


def right(far):
    return far <= 25 if (far <= 25).any() else far <= 161


def learn(cases, begin, fixed):
    w, first, second = begin.copy(), np.zeros_like(begin), np.zeros_like(begin)
    cases = [(rows, right(far)) for rows, far in cases if 0 < right(far).sum() < len(far)]
    for t in range(1, ROUNDS + 1):
        slope = PENALTY * (w - begin)
        for rows, good in cases:
            score = rows @ w
            chance = np.exp(score - score.max())
            chance /= chance.sum()
            wanted = np.where(good, chance, 0)
            slope += rows.T @ (chance - wanted / wanted.sum()) / len(cases)
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        step = 0.02 * (first / (1 - 0.9**t)) / (np.sqrt(second / (1 - 0.999**t)) + 1e-8)
        step[fixed] = 0
        w -= step
    return w


def figure(cases, w):
    hit = [far[(rows @ w).argmax()] <= 161 for rows, far in cases]
    return round(float(np.mean(hit)), 4), len(hit)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--choices", nargs="+", required=True)
    p.add_argument("--table", required=True)
    a = p.parse_args()
    lines = [line.split("=") for line in open(a.table, encoding="utf-8") if "=" in line and not line.startswith("#")]
    names, begin = [n.strip() for n, _ in lines], np.array([float(v) for _, v in lines])
    sets = [read(path, names) for path in a.choices]
    # every corpus counts the same
    most = max(len(learned) for learned, _ in sets)
    cases = [case for learned, _ in sets for case in learned * max(1, round(most / len(learned)))]
    w = learn(cases, begin, names.index(FIXED))
    for path, (learned, held) in zip(a.choices, sets):
        print(path, "learned from", figure(learned, begin), "->", figure(learned, w), "held out", figure(held, begin), "->", figure(held, w))
    with open(a.table, "w", encoding="utf-8") as out:
        out.write("# How much each sign weighs for one of the places of a name, on the scale of powers of ten of people. Made by\n")
        out.write("# training/places.py; what each sign is stands in resolve/place/rank.rs.\n\n")
        for name, weight in zip(names, w):
            out.write(f"{name} = {weight:.2f}\n")


if __name__ == "__main__":
    main()
