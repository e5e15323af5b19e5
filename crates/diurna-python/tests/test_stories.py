"""Records of several reports become stories."""

import json
from pathlib import Path

import polars
import pytest

import diurna
from diurna import _blocks

GOLD = Path(__file__).parents[3] / "gold" / "stories"


@pytest.fixture(scope="module")
def records():
    coder = diurna.Coder()
    reports = [json.loads(path.read_text()) for path in sorted(GOLD.glob("*/*-0*.json"))]
    return [
        coder.code(one["text"], **{key: one["report"].get(key) for key in ("id", "published", "publisher", "title")})
        for one in reports
    ]


def test_reports_of_one_happening_are_one_story_in_whatever_order(records):
    stories = diurna.fuse(records)
    assert diurna.fuse([record.to_json() for record in reversed(records)]) == stories
    bridge = max(stories, key=lambda story: sum(report.startswith("bridge") for report in story["reports"]))
    assert len(bridge["reports"]) >= 3


def test_tolls_are_rows_with_their_speakers(records):
    stories = diurna.fuse(records)
    rows = polars.DataFrame(diurna.tolls(stories))
    assert rows.height == sum(len(series["points"]) for story in stories for series in story["tolls"]) > 10
    assert {"harm", "speaker", "as_of", "op", "value", "report", "claim"} <= set(rows.columns)


def test_in_blocks_the_stories_are_the_same_where_all_fits_into_memory(records):
    whole = {tuple(_blocks.members(story)) for story in diurna.fuse(records)}
    blocks = diurna.fuse_in_blocks(records)
    assert {tuple(_blocks.members(story)) for story in blocks} == whole
    assert len({story["id"] for story in blocks}) == len(blocks)
    assert diurna.fuse_in_blocks(reversed(records)) == blocks


def test_reports_that_hang_together_are_named_by_the_first():
    joined = [("c", "b"), ("d", "c"), ("f", "e"), ("b", "d")]
    assert _blocks.groups("abcdef", joined) == {"a": "a", "b": "b", "c": "b", "d": "b", "e": "e", "f": "e"}


def test_two_records_of_one_report_are_refused(records):
    with pytest.raises(ValueError, match="two records are of one report id"):
        diurna.fuse_in_blocks([records[0], records[0]])
