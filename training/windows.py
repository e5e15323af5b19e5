"""Documents cut into windows of whole sentences, and batches of them as tensors."""
import random

import torch

from corpora import ACTUALITIES, LINKS, MENTIONS, PAIRS, ROLES, STANCES

CLS, SEP, MASK = 101, 102, 103


def casing(word):
    letters = [c for c in word if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    if not letters or upper == 0:
        return 0
    if upper == len(letters):
        return 2 if len(letters) > 1 else 1
    return 1 if letters[0].isupper() and upper == 1 else 3


class Pieces:
    """Word pieces of words, one word at a time, remembered."""

    def __init__(self, tokenizer):
        self.tokenizer, self.seen = tokenizer, {}

    def __call__(self, word):
        got = self.seen.get(word)
        if got is None:
            got = self.tokenizer.encode(word, add_special_tokens=False).ids[:16] or [100]
            self.seen[word] = got
        return got


def cut(doc, pieces, most, rng=None):
    """Windows [(first word, end word)] of whole sentences of at most `most` pieces; with `rng` the first is shorter."""
    ends = doc.starts[1:] + [len(doc.words)]
    out, begin, size = [], 0, 0
    limit = most if rng is None else rng.randint(most // 3, most)
    for start, end in zip(doc.starts, ends):
        n = sum(len(pieces(w)) for w in doc.words[start:end])
        while n > most:  # a sentence longer than a window is cut where it must be
            if start > begin:
                out.append((begin, start))
            stop, n = start, 0
            while stop < end and n + len(pieces(doc.words[stop])) <= most:
                n += len(pieces(doc.words[stop]))
                stop += 1
            out.append((start, stop))
            begin = start = stop
            n, size = sum(len(pieces(w)) for w in doc.words[start:end]), 0
        if size + n > limit and start > begin:
            out.append((begin, start))
            begin, size = start, 0
            limit = most if rng is None else rng.randint(most // 2, most)
        size += n
    if begin < len(doc.words):
        out.append((begin, len(doc.words)))
    return out


def lemma_rule(form, lemma):
    """How to make the lemma of a form: letters to cut at the end, letters to add, and whether case is kept."""
    keep = lemma != lemma.lower()
    f = form if keep else form.lower()
    n = 0
    while n < min(len(f), len(lemma)) and f[n] == lemma[n]:
        n += 1
    if n == 0:
        return "=" + lemma
    return f"{'K' if keep else 'L'}{len(f) - n}+{lemma[n:]}"


class Batch:
    """Tensors of some windows; label tensors hold -100 where nothing is known."""

    def __init__(self, items, pieces, labels, rng=None):
        rows = [self._row(doc, a, b, pieces, rng) for doc, a, b in items]
        P, W = max(len(r[0]) for r in rows), max(len(r[2]) for r in rows)
        n = len(rows)
        self.pieces, self.casing = torch.zeros(n, P, dtype=torch.long), torch.zeros(n, P, dtype=torch.long)
        self.first, self.last = torch.zeros(n, W, dtype=torch.long), torch.zeros(n, W, dtype=torch.long)
        self.real, self.size = torch.zeros(n, W, dtype=torch.bool), 0
        mask = torch.zeros(n, 1, 1, P, dtype=torch.bool)
        for i, (ids, case, first, last) in enumerate(rows):
            self.pieces[i, : len(ids)], self.casing[i, : len(ids)] = torch.tensor(ids), torch.tensor(case)
            self.first[i, : len(first)], self.last[i, : len(first)] = torch.tensor(first), torch.tensor(last)
            self.real[i, : len(first)] = True
            mask[i, ..., : len(ids)] = True
            self.size += len(ids)
        self.mask = mask
        self.items, self.labels, self.W = items, labels, W
        for layer in ("grammar", "names", "speech", "factual", "claims"):
            getattr(self, "_" + layer)(n, W)

    @staticmethod
    def _row(doc, a, b, pieces, rng):
        ids, case, first, last = [CLS], [0], [], []
        shout = rng is not None and rng.random()
        for w in doc.words[a:b]:
            got = pieces(w)
            kind = casing(w)
            if rng is not None:
                kind = 0 if shout < 0.03 else 2 if shout > 0.97 and kind != 0 else kind
                got = [MASK if rng.random() < 0.03 else p for p in got]
            first.append(len(ids))
            ids += got
            case += [kind] * len(got)
            last.append(len(ids) - 1)
        return ids + [SEP], case + [0], first, last

    def _grammar(self, n, W):
        full = lambda *s: torch.full(s, -100, dtype=torch.long)  # noqa: E731
        self.upos, self.lemma, self.head, self.rel = full(n, W), full(n, W), full(n, W), full(n, W)
        self.start = torch.full((n, W), -1.0)
        for i, (doc, a, b) in enumerate(self.items):
            if doc.upos is None:
                continue
            starts = set(doc.starts)
            for w in range(a, b):
                k = w - a
                self.upos[i, k] = doc.upos[w]
                self.lemma[i, k] = self.labels["lemma_of"].get(lemma_rule(doc.words[w], doc.lemma[w]), -100)
                h = doc.head[w]
                if h == -1 or a <= h < b:
                    self.head[i, k] = 0 if h == -1 else h - a + 1
                    self.rel[i, k] = self.labels["rel_of"].get(doc.rel[w], -100)
                if w not in doc.fixed and w > a:
                    self.start[i, k] = float(w in starts)

    def _names(self, n, W):
        self.mention = torch.full((n, W), -100, dtype=torch.long)
        for i, (doc, a, b) in enumerate(self.items):
            if doc.mention is None:
                continue
            for w in range(a, b):
                kind = doc.mention.get(w)
                if kind is not None:
                    self.mention[i, w - a] = MENTIONS.index(kind)
                elif not doc.mention_partial or w in doc.mention_mask:
                    self.mention[i, w - a] = 0

    def _speech(self, n, W):
        self.speech = torch.full((n, W, 3), -100, dtype=torch.long)
        self.cues, self.says = [], None  # rows (window, cue word) and their members
        says = []
        for i, (doc, a, b) in enumerate(self.items):
            if doc.speech is None:
                continue
            self.speech[i, : b - a] = 0
            for parts in doc.speech:
                for layer, part in enumerate(parts):
                    for w in part:
                        if a <= w < b:
                            self.speech[i, w - a, layer] = 2 if w - 1 in part and w > a else 1
                cue = [w for w in parts[1] if a <= w < b]
                if cue:
                    self.cues.append((i, cue[0] - a))
                    row = torch.zeros(2, W)
                    for layer, part in ((0, parts[0]), (1, parts[2])):
                        for w in part:
                            if a <= w < b:
                                row[layer, w - a] = 1
                    says.append(row)
        if says:
            self.says = torch.stack(says)

    def _factual(self, n, W):
        self.factuality = torch.full((n, W), -9.0)
        for i, (doc, a, b) in enumerate(self.items):
            for w, degree in (doc.factuality or {}).items():
                if a <= w < b:
                    self.factuality[i, w - a] = degree

    def _claims(self, n, W):
        none = lambda *s: torch.full(s, -100, dtype=torch.long)  # noqa: E731
        self.kind, self.harm = none(n, W), none(n, W)
        self.kind_more, self.harm_more = torch.full((n, W), -1.0), torch.full((n, W), -1.0)
        self.anchors, self.stance, self.actuality, self.background = [], [], [], []
        rows, links, known = [], [], []
        for i, (doc, a, b) in enumerate(self.items):
            if doc.claims is None:
                continue
            self.kind[i, : b - a] = self.harm[i, : b - a] = 0
            self.kind_more[i, : b - a] = self.harm_more[i, : b - a] = 0
            inside = [c for c in doc.claims if a <= c["first"] and c["words"][-1] < b]
            byid = {c["id"]: c for c in inside}
            seen = {}
            for c in inside:
                k = c["first"] - a
                target, more, vocabulary = (
                    (self.harm, self.harm_more, self.labels["harms"]) if c["toll"] else (self.kind, self.kind_more, self.labels["kinds"])
                )
                if (c["toll"], k) in seen:  # one anchor, several claims: the first names it, the roles are joined
                    row = rows[seen[c["toll"], k]]
                else:
                    target[i, k] = 1 + vocabulary.index(c["kind"])
                    for w in c["words"][1:]:
                        more[i, w - a] = 1
                    seen[c["toll"], k] = len(rows)
                    row = torch.zeros(len(ROLES), W)
                    rows.append(row)
                    self.anchors.append((i, k))
                    self.stance.append(STANCES.index(c["stance"]))
                    self.actuality.append(ACTUALITIES.index(c["actuality"]))
                    self.background.append(float(c["background"]))
                    link = torch.full((len(LINKS), W), -1.0)
                    for o in inside:
                        link[2, o["first"] - a] = float(o["event"] == c["event"])
                        link[0, o["first"] - a] = 0
                        if o["toll"]:
                            link[1, o["first"] - a] = 0
                    for slot, ref in ((0, c["of"]), (1, c["part_of"])):
                        if ref in byid:
                            link[slot, byid[ref]["first"] - a] = 1
                    if not c["toll"]:
                        link[:2] = -1
                    link[2, k] = -1
                    links.append(link)
                for r, role in enumerate(ROLES):
                    for w in c["roles"][role]:
                        if a <= w < b:
                            row[r, w - a] = 1
        self.rows = torch.stack(rows) if rows else None
        self.links = torch.stack(links) if links else None


def batches(docs, pieces, labels, budget, most, rng, forever=True):
    """Batches of about `budget` pieces, windows of like length together, in random order."""
    while True:
        items = [(doc, a, b) for doc in docs for a, b in cut(doc, pieces, most, rng) if b > a]
        items = [(rng.random(), sum(len(pieces(w)) for w in d.words[a:b]), d, a, b) for d, a, b in items]
        items.sort(key=lambda t: t[1] + 30 * t[0])
        groups, group, longest = [], [], 0
        for _, n, d, a, b in items:
            if group and max(longest, n) * (len(group) + 1) > budget:
                groups.append(group)
                group, longest = [], 0
            group.append((d, a, b))
            longest = max(longest, n)
        if group:
            groups.append(group)
        rng.shuffle(groups)
        for group in groups:
            yield Batch(group, pieces, labels, rng)
        if not forever:
            return
