"""How much the values of stance and actuality count in training."""

from collections import Counter

import torch


def rarity(docs, name, values):
    """How much each value counts: the rarer, the more, by the root of its share; on average over the claims 1."""
    seen = Counter(c[name] for d in docs for c in d.claims)
    weight = torch.tensor([max(1, seen[v]) ** -0.5 for v in values])
    return weight * sum(seen.values()) / sum(seen[v] * w for v, w in zip(values, weight.tolist()))
