"""The corpora of ../shared/data and ../shared/silver as windows to train on.

Every reader gives documents: words, where sentences start, and the labels that the corpus has. A document without a
label layer simply does not train that layer.
"""
import csv
import glob
import io
import json
import os
import re
import zipfile
from dataclasses import dataclass, field

from words import words

GUM_GENRES = ("news", "interview", "bio", "voyage", "academic")  # genres whose texts are CC BY or BY-SA
UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
MENTIONS = "none person organization group place facility weapon vehicle other".split()
STANCES = (
    "asserts confirms denies doubts admits accuses condemns supports demands refuses promises threatens announces proposes"
).split()
ACTUALITIES = "happened ongoing attempted planned conditional hypothetical not".split()
ROLES = "speaker cue via by against with means place when if anchor".split()
LINKS = "of part_of same".split()
PAIRS = ["source", "content"] + ROLES + LINKS
TOLLS = [
    "toll." + h for h in "killed injured casualties missing displaced evacuated detained freed affected destroyed".split()
]


@dataclass
class Doc:
    """Words of one text with what is annotated on them; indices are positions in `words`."""

    task: str
    words: list
    starts: list  # index of the first word of every sentence
    fixed: set = field(default_factory=set)  # sentence starts that a paragraph break gives away
    upos: list = None
    lemma: list = None
    head: list = None  # index of the governor, -1 root
    rel: list = None
    mention: dict = None  # word -> type; words not in it: none, or unknown where partial
    mention_partial: bool = False
    mention_mask: set = None
    speech: list = None  # [(source words, cue words, content words)]
    factuality: dict = None  # word -> how sure it is that this was so, from 3 to -3
    claims: list = None  # dicts: first, words, kind, toll, stance, actuality, background, roles, event, of, part_of
    document: str = None  # the document's name: neighbours in the text


# --- treebanks


def conllu(path, keep=lambda doc: True, entities=False):
    docs, doc, name = [], None, None
    for block in open(path, encoding="utf-8").read().split("\n\n"):
        lines = block.strip().split("\n")
        newpar = False
        for line in lines:
            if line.startswith("# newdoc"):
                name = line.split("=")[-1].strip()
                doc = None
                newpar = True
            if line.startswith("# newpar"):
                newpar = True
        rows = [l.split("\t") for l in lines if l and l[0].isdigit() and re.fullmatch(r"\d+", l.split("\t")[0])]
        if not rows or not keep(name):
            continue
        if doc is None or len(doc.words) > 3000:
            doc = Doc("grammar", [], [], upos=[], lemma=[], head=[], rel=[], document=name)
            doc.open = []
            if entities:
                doc.mention, doc.mention_mask = {}, set()
            docs.append(doc)
        base = len(doc.words)
        doc.starts.append(base)
        if newpar:
            doc.fixed.add(base)
        for row in rows:
            doc.words.append(row[1])
            doc.lemma.append(row[2])
            doc.upos.append(UPOS.index(row[3]))
            head = int(row[6])
            doc.head.append(-1 if head == 0 else base + head - 1)
            doc.rel.append(row[7])
            if entities:
                _entity(doc, row[9], len(doc.words) - 1)
    return docs


GUM_MENTION = {"person": "person", "organization": "organization", "place": "place", "object": "other",
               "substance": "other", "animal": "other", "plant": "other"}  # fmt: skip


def _entity(doc, misc, at):
    match = re.search(r"(?:^|\|)Entity=([^|]*)", misc)
    if not match:
        return
    for part in re.findall(r"\([^()]*\)?|[^()]*\)", match.group(1)):
        if part.startswith("("):
            fields = part.strip("()").split("-")
            heads = [f for f in fields[2:] if re.fullmatch(r"\d+(,\d+)*", f)]
            doc.open.append((fields[0], fields[1], at, heads[0] if heads else "1"))
        if part.endswith(")"):
            eid = part.strip("()").split("-")[0]
            for i in range(len(doc.open) - 1, -1, -1):
                if doc.open[i][0] == eid:
                    _, etype, start, span = doc.open.pop(i)
                    head = start + int(span.split(",")[0]) - 1
                    if etype in GUM_MENTION and head <= at:
                        doc.mention[head] = GUM_MENTION[etype]
                    break


# --- speech


def polnear(folder):
    """PolNeAR articles; where several people annotated one, the first of them."""
    docs, seen = [], set()
    for path in sorted(glob.glob(os.path.join(folder, "attributions", "*.ann"))):
        key = re.sub(r"_[a-z0-9]+$", "", os.path.basename(path)[:-4])
        if key in seen:
            continue
        seen.add(key)
        text = open(os.path.join(folder, "text", key + ".txt"), encoding="utf-8").read()
        spans, events = {}, []
        for line in open(path, encoding="utf-8"):
            cells = line.rstrip("\n").split("\t")
            if len(cells) > 1 and line.startswith("T") and " " in cells[1]:
                kind, places = cells[1].split(" ", 1)
                spans[cells[0]] = [tuple(map(int, p.split())) for p in places.split(";")]
            elif len(cells) > 1 and line.startswith("E"):
                events.append([a.split(":") for a in cells[1].split()])
        tokens, starts, fixed = tokenize(text)
        doc = Doc("speech", [text[a:b] for a, b in tokens], starts, fixed, speech=[], document=key)
        for event in events:
            parts = {"Source": [], "Cue": [], "Content": []}
            for name, ref in event:
                name = re.sub(r"\d+$", "", name)
                if name in parts:
                    parts[name] += covered(tokens, spans.get(ref, []))
            doc.speech.append((sorted(parts["Source"]), sorted(parts["Cue"]), sorted(parts["Content"])))
        docs.append(doc)
    return docs


def covered(tokens, spans):
    return [i for i, (a, b) in enumerate(tokens) for s, e in spans if a < e and s < b]


SENTENCE_END = re.compile(r"^(?:[.!?…]+|\.\.\.)$")


def tokenize(text):
    """Words of a raw text, sentence starts by a plain rule, and which of these a line break gives away."""
    tokens, starts, fixed = [], [], set()
    for paragraph in re.finditer(r"[^\n]+", text):
        ps = [(a + paragraph.start(), b + paragraph.start()) for a, b in words(paragraph.group())]
        if not ps:
            continue
        fixed.add(len(tokens))
        starts.append(len(tokens))
        ended = False
        for i, (a, b) in enumerate(ps):
            w = text[a:b]
            if ended and i and (w[0].isupper() or w[0] in "“\"‘'" or w[0].isdigit()):
                starts.append(len(tokens) + i)
                ended = False
            elif ended and w not in "”\"’')":
                ended = False
            if SENTENCE_END.match(w):
                ended = True
        tokens += ps
    return tokens, starts, fixed


# --- names


def re3d(folder):
    kinds = {"Person": "person", "Organisation": "organization", "Location": "place", "MilitaryPlatform": "vehicle",
             "Weapon": "weapon", "Vehicle": "vehicle"}  # fmt: skip
    docs = []
    for source in sorted(os.listdir(folder)):
        if "BBC" in source or not os.path.isdir(os.path.join(folder, source)):
            continue  # non-commercial
        entities = {}
        for line in open(os.path.join(folder, source, "entities.json"), encoding="utf-8"):
            e = json.loads(line)
            entities.setdefault(e["documentId"], []).append(e)
        for line in open(os.path.join(folder, source, "documents.json"), encoding="utf-8"):
            d = json.loads(line)
            text = d["text"]
            tokens, starts, fixed = tokenize(text)
            doc = Doc("names", [text[a:b] for a, b in tokens], starts, fixed, mention={}, mention_partial=True,
                      mention_mask=set(), document=d["_id"])  # fmt: skip
            for e in sorted(entities.get(d["_id"], []), key=lambda e: e["end"] - e["begin"]):
                inside = covered(tokens, [(e["begin"], e["end"])])
                if inside and e["type"] in kinds:
                    doc.mention_mask.update(inside)
                    doc.mention[inside[-1]] = kinds[e["type"]]
            docs.append(doc)
    return docs


def gmb(path, most=9000):
    kinds = {"per": "person", "org": "organization", "geo": "place", "gpe": "group"}
    archive = zipfile.ZipFile(path)
    rows = csv.reader(io.TextIOWrapper(archive.open(archive.namelist()[0]), encoding="latin-1"))
    next(rows)
    docs, doc, tags, sentences = [], None, [], 0

    def close(doc, tags):
        for i, tag in enumerate(tags):
            kind = kinds.get(tag[2:])
            if kind is None or tag[2:] == "gpe":
                continue
            doc.mention_mask.add(doc.base + i)
            if i + 1 == len(tags) or tags[i + 1] != "I" + tag[1:]:
                doc.mention[doc.base + i] = kind

    for sentence, word, _pos, tag in (r[:4] for r in rows):
        if sentence.strip():
            if doc is not None:
                close(doc, tags)
            sentences += 1
            if sentences > most:
                break
            if doc is None or sentences % 6 == 0:
                doc = Doc("names", [], [], mention={}, mention_partial=True, mention_mask=set(), document="gmb")
                docs.append(doc)
            doc.base = len(doc.words)
            doc.starts.append(doc.base)
            tags = []
        doc.words.append(word)
        tags.append(tag)
    return docs


# --- factuality


def factuality(path):
    """UDS-IH2: sentences with words rated from 3 (was so) to -3 (was not). Text in neighbouring lines is put together."""
    docs = []
    for n, line in enumerate(open(path, encoding="utf-8")):
        row = json.loads(line)
        if n % 6 == 0:
            docs.append(Doc("factuality", [], [], factuality={}, document="uds"))
        doc, base = docs[-1], len(docs[-1].words)
        doc.starts.append(base)
        doc.words += row["text"].split()
        for target in row["targets"]:
            doc.factuality[base + target["span1"][0]] = target["label"]
    return docs


# --- claims


def locate(text, string, near):
    """The place of a string in a text: at word boundaries, nearest to `near`; None where it does not stand."""
    best = None
    for match in re.finditer(re.escape(string), text):
        a, b = match.span()
        bounded = (a == 0 or not (text[a - 1].isalnum() and text[a].isalnum())) and (
            b == len(text) or not (text[b - 1].isalnum() and text[b].isalnum())
        )
        rank = (not bounded, abs(a - near))
        if best is None or rank < best[0]:
            best = (rank, a, b)
    return best and (best[1], best[2])


def silver(folder, names="*.jsonl"):
    docs = []
    for path in sorted(glob.glob(os.path.join(folder, names))):
        for line in open(path, encoding="utf-8"):
            story = json.loads(line)
            doc = Doc("claims", [], [], claims=[], document=os.path.basename(path) + story["name"])
            places = {}
            for s in story["sentences"]:
                tokens = words(s["text"])
                places[s["n"]] = (s["text"], tokens, len(doc.words))
                if tokens:
                    doc.starts.append(len(doc.words))
                doc.words += [s["text"][a:b] for a, b in tokens]

            def find(part, near=0):
                if part is None:
                    return []
                string, s = part.get("t", part.get("text")), part["s"]
                if s not in places:
                    return []
                text, tokens, base = places[s]
                at = locate(text, string, near)
                return [base + i for i in covered(tokens, [at])] if at else []

            for c in story["claims"]:
                add_claim(doc, c, find, lambda part: place_of(places, part))
            docs.append(doc)
    return docs


def place_of(places, part):
    text = places[part["s"]][0] if part["s"] in places else ""
    at = locate(text, part["t"], 0)
    return at[0] if at else 0


def add_claim(doc, c, find, at):
    near = at(c["anchor"])
    anchor = find(c["anchor"], near)
    if not anchor:
        return
    roles = {r: [] for r in ROLES}
    for role in ("speaker", "cue"):
        roles[role] = find(c[role], near)
    for role in ("via", "by", "against", "with", "means"):
        for part in c[role]:
            roles[role] += find(part, near)
    roles["place"] = find(c["place"], near)
    roles["when"] = find(c["when"], near)
    if c.get("if"):
        roles["if"] = find(c["if"] if isinstance(c["if"], dict) else {"t": c["if"], "s": c["anchor"]["s"]}, near)
    toll = c["kind"].startswith("toll.")
    own = anchor
    if toll:
        count = find(c["count"], near) if c["count"] and c["count"].get("text") else []
        if count:
            roles["anchor"], own = anchor, count
        else:
            toll = False
    own = sorted(own)
    run = [own[0]]
    for w in own[1:]:
        if w == run[-1] + 1:
            run.append(w)
    doc.claims.append(
        dict(id=c["id"], first=run[0], words=run, kind=c["kind"], toll=toll, stance=c["stance"], actuality=c["actuality"],
             background=bool(c["background"]), roles=roles, event=c["event"], of=c.get("of"),
             part_of=(c["count"] or {}).get("part_of"))  # fmt: skip
    )


def gold(paths):
    """Gold reports in the same shape, to measure with while training."""
    docs = []
    for path in paths:
        g = json.load(open(path, encoding="utf-8"))
        text = g["text"]
        tokens, starts, fixed = tokenize(text)
        doc = Doc("claims", [text[a:b] for a, b in tokens], starts, fixed, claims=[], document=g["report"]["id"])
        for c in g["claims"]:
            q = text.find(c["quote"])
            wrap = lambda v: None if v is None else {"t": v, "s": 0}  # noqa: E731
            inner = text[q : q + len(c["quote"])]

            def find(part, near=0, q=q, inner=inner):
                if part is None:
                    return []
                string = part.get("t", part.get("text"))
                at = locate(inner, string, 0)
                at = (at[0] + q, at[1] + q) if at else locate(text, string, q)
                return covered(tokens, [at]) if at else []

            c = dict(c)
            c["anchor"] = wrap(c["anchor"])
            for k in ("speaker", "cue", "if"):
                c[k] = wrap(c[k])
            for k in ("via", "by", "against", "with", "means"):
                c[k] = [wrap(v) for v in c[k]]
            add_claim(doc, c, find, lambda part: 0)
        docs.append(doc)
    return docs
