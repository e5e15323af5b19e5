"""Makes an archive of N articles out of files of JSON lines: repeated under new ids with shifted days."""

import argparse
import datetime
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

# Days between two repetitions: more than the window within which reports are compared, so that each stands by itself.
APART = 97
# The day of articles that name none, and how many such share a day.
FIRST, A_DAY = datetime.date(2005, 1, 1), 3
SCHEMA = pa.schema([("id", pa.string()), ("published", pa.date32()), ("publisher", pa.string()), ("title", pa.string()), ("text", pa.string())])


def articles(paths: list[Path]) -> list[dict]:
    """The articles of some files, of a known order, with a day each."""
    found = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            one = json.loads(line)
            text = one.get("text") or one.get("content") or one.get("body") or sentences(one)
            if text and text.strip():
                name = one.get("id") or one.get("name") or f"{path.stem}:{number}"
                found.append({"id": f"{path.stem}/{name}/{number}", "published": day(one, len(found)), "title": one.get("title"), "text": text})
    return found


def sentences(one: dict) -> str:
    # A space that must not break is written as ~ there.
    return " ".join(sentence["text"].replace("~", " ") for sentence in one.get("sentences", []))


def day(one: dict, number: int) -> datetime.date:
    for key in ("published", "dct", "date"):
        try:
            return datetime.date.fromisoformat(str(one.get(key))[:10])
        except ValueError:
            continue
    return FIRST + datetime.timedelta(days=number // A_DAY)


def repeated(found: list[dict], many: int) -> Iterator[dict]:
    """As many rows as asked for: all articles, then all again under other ids and on later days, and so on."""
    for number, one in zip(range(many), itertools.cycle(found)):
        again = number // len(found)
        yield {**one, "id": f"{one['id']}#{again}", "published": one["published"] + datetime.timedelta(days=APART * again), "publisher": None}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("files", nargs="+", type=Path)
    asked.add_argument("--articles", type=int, default=20_000)
    asked.add_argument("--out", type=Path, required=True)
    given = asked.parse_args()
    found = articles(given.files)
    pq.write_table(pa.Table.from_pylist(list(repeated(found, given.articles)), schema=SCHEMA), given.out)
    print(f"{given.articles} articles out of {len(found)}")


if __name__ == "__main__":
    main()
