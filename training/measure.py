"""Quick figures while training. The figures that count are made by `diurna bench` and `diurna score`."""

import torch

from corpora import ROLES


def _batches(docs, pieces, labels):
    from windows import Batch, cut

    items = [(d, a, b) for d in docs for a, b in cut(d, pieces, 200) if b > a]
    for i in range(0, len(items), 8):
        yield Batch(items[i : i + 8], pieces, labels)


def grammar_figures(model, docs, pieces, labels):
    right = {"upos": 0, "lemma": 0, "uas": 0, "las": 0}
    n = tp = fp = fn = 0
    for b in _batches(docs, pieces, labels):
        out = model(b.pieces, b.casing, b.mask, b.first, b.last, {"grammar"})
        keep = b.upos >= 0
        n += keep.sum().item()
        right["upos"] += (out["upos"].argmax(-1) == b.upos)[keep].sum().item()
        right["lemma"] += (out["lemma"].argmax(-1) == b.lemma)[keep].sum().item()
        slots = torch.cat([b.real[:, :1], b.real], 1).unsqueeze(1)
        head = out["arcs"].float().masked_fill(~slots, -1e4).argmax(-1)
        h = torch.gather(out["rel_head"], 1, head.unsqueeze(-1).expand(-1, -1, out["rel_head"].shape[-1]))
        rel = model.rel(out["rel_word"], h).argmax(-1)
        base = [r.split(":")[0] for r in labels["rels"]]
        table = torch.tensor([base.index(r) for r in base])
        same = (table[rel] == table[b.rel.clamp(min=0)]) & (b.rel >= 0)
        right["uas"] += (head == b.head)[keep].sum().item()
        right["las"] += ((head == b.head) & same)[keep].sum().item()
        known = b.start >= 0
        guess = (out["start"] > 0)[known]
        truth = b.start[known] > 0.5
        tp += (guess & truth).sum().item()
        fp += (guess & ~truth).sum().item()
        fn += (~guess & truth).sum().item()
    return {k: round(v / n, 4) for k, v in right.items()} | {"start_f1": round(2 * tp / max(1, 2 * tp + fp + fn), 4), "n": n}


def speech_figures(model, docs, pieces, labels):
    tp, fp, fn = [0] * 3, [0] * 3, [0] * 3
    for b in _batches(docs, pieces, labels):
        out = model(b.pieces, b.casing, b.mask, b.first, b.last, {"speech"})
        guess = out["speech"].view(*b.speech.shape, 3).argmax(-1) > 0
        for layer in range(3):
            known = b.speech[..., layer] >= 0
            g, t = guess[..., layer][known], b.speech[..., layer][known] > 0
            tp[layer] += (g & t).sum().item()
            fp[layer] += (g & ~t).sum().item()
            fn[layer] += (~g & t).sum().item()
    names = ("source", "cue", "content")
    return {m: round(2 * tp[i] / max(1, 2 * tp[i] + fp[i] + fn[i]), 4) for i, m in enumerate(names)}


def claim_figures(model, docs, pieces, labels, bias=1.25):
    """Anchor and kind F1 (first words must be equal, so a little stricter than scoring.md), roles on matched anchors."""
    gold = system = anchor = kind = 0
    stance = actuality = matched = 0
    tp, fp, fn = [0] * len(ROLES), [0] * len(ROLES), [0] * len(ROLES)
    for b in _batches(docs, pieces, labels):
        out = model(b.pieces, b.casing, b.mask, b.first, b.last, {"claims"})
        where = {a: i for i, a in enumerate(b.anchors)}
        for layer, target in ((out["kind"], b.kind), (out["harm"], b.harm)):
            logits = layer.float().clone()
            logits[..., 0] -= bias
            guess = logits.argmax(-1) * b.real
            gold += (target > 0).sum().item()
            system += (guess > 0).sum().item()
            both = (guess > 0) & (target > 0)
            anchor += both.sum().item()
            kind += (guess == target)[both].sum().item()
            for i, k in both.nonzero().tolist():
                j = where[i, k]
                matched += 1
                stance += int(out["stance"][i, k].argmax() == b.stance[j])
                actuality += int(out["actuality"][i, k].argmax() == b.actuality[j])
                rows = out["claim_pairs"][i, : len(ROLES), k] > 0
                for r in range(len(ROLES)):
                    g, t = bool((rows[r] & b.real[i]).any()), bool(b.rows[j, r].any())
                    hit = bool((rows[r] & (b.rows[j, r] > 0)).any())
                    tp[r] += hit
                    fp[r] += g and not hit
                    fn[r] += t and not hit
    out = {"anchor": round(2 * anchor / max(1, gold + system), 3), "kind": round(2 * kind / max(1, gold + system), 3),
           "stance": round(stance / max(1, matched), 3), "actuality": round(actuality / max(1, matched), 3), "n": gold}  # fmt: skip
    for r, role in enumerate(ROLES):
        out[role] = round(2 * tp[r] / max(1, 2 * tp[r] + fp[r] + fn[r]), 2)
    return out
