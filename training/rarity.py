"""How much the values of stance and actuality count in training."""

from collections import Counter

import torch

POWER = 0.3


def rarity(docs, name, values):
    """How much each value counts: the rarer, the more, by a power of its share; on average over the claims 1."""
    seen = Counter(c[name] for d in docs for c in d.claims)
    weight = torch.tensor([max(1, seen[v]) ** -POWER for v in values])
    return weight * sum(seen.values()) / sum(seen[v] * w for v, w in zip(values, weight.tolist()))
