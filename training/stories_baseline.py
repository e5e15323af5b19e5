"""A baseline for `diurna bench stories`: tf-idf and dates.

    python3 training/stories_baseline.py GVA_FOLDER

In: the folder with articles.jsonl and incidents.jsonl. Out: B-cubed over the same articles as the bench: first with a threshold that
is not tuned (cosine 0.5, thirty days), then with threshold and window tuned on half of the incidents. Needs scikit-learn.
"""

import collections
import datetime
import json
import sys

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfVectorizer


def articles(folder):
    sources = {}
    for number, line in enumerate(open(f"{folder}/incidents.jsonl")):
        incident = json.loads(line)
        day = datetime.datetime.strptime(incident["date"], "%B %d, %Y").date()
        for key in ("incident_sources", "original_sources"):
            for source, copy in (incident.get(key) or {}).items():
                sources.setdefault(source, (incident["incident_uri"], day))
                if isinstance(copy, str):
                    sources.setdefault(copy, (incident["incident_uri"], day))
        sources[incident["incident_uri"]] = (incident["incident_uri"], day)
    seen = set()
    for line in open(f"{folder}/articles.jsonl"):
        article = json.loads(line)
        found = sources.get(article.get("incident") or "") or sources.get(article["uri"])
        published = datetime.date.fromisoformat(article["dct"][:10])
        if found and article["content"].strip() and article["id"] not in seen and -1 <= (published - found[1]).days <= 60:
            seen.add(article["id"])
            yield article["title"] + "\n\n" + article["content"], published.toordinal(), found[0]


def b3(gold, system):
    golds, systems, both = collections.Counter(gold), collections.Counter(system), collections.Counter(zip(gold, system))
    precision = np.mean([both[pair] / systems[pair[1]] for pair in zip(gold, system)])
    recall = np.mean([both[pair] / golds[pair[0]] for pair in zip(gold, system)])
    return precision, recall, 2 * precision * recall / (precision + recall)


def main(folder):
    texts, days, gold = zip(*articles(folder))
    days = np.array(days)
    tfidf = TfidfVectorizer(sublinear_tf=True, stop_words="english", min_df=2).fit_transform(texts)
    like = (tfidf @ tfidf.T).tocoo()
    keep = like.row < like.col
    row, col, cosine = like.row[keep], like.col[keep], like.data[keep]
    gap = np.abs(days[row] - days[col])

    def stories(threshold, window, decay):
        weight = cosine * np.exp(-gap / decay) if decay else cosine
        near = (weight > threshold) & (gap <= window)
        return connected_components(coo_matrix((np.ones(near.sum()), (row[near], col[near])), shape=(len(gold),) * 2), directed=False)[1]

    half = np.array([sum(int(digit) for digit in incident) % 2 for incident in gold])
    part = lambda labels, side: b3([g for g, h in zip(gold, half) if h == side], [s for s, h in zip(labels, half) if h == side])
    plain = stories(0.5, 30, None)
    print(f"articles {len(gold)}, not tuned: all {b3(gold, plain)[2]:.4f}")
    tried = [(part(stories(t, w, d), 0)[2], t, w, d) for t in np.arange(0.1, 0.8, 0.025) for w in (7, 14, 30, 60) for d in (None, 30)]
    fit, threshold, window, decay = max(tried, key=lambda it: it[0])
    tuned = stories(threshold, window, decay)
    print(f"tuned on half (cosine {threshold:.3f}, {window} days, decay {decay}): fit {fit:.4f}, other half {part(tuned, 1)[2]:.4f}, all {b3(gold, tuned)[2]:.4f}")


if __name__ == "__main__":
    main(sys.argv[1])
