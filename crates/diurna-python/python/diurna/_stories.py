"""Records of several reports become stories."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ._diurna import Record, fuse_lines

if TYPE_CHECKING:
    from ._types import Story, TollRow


def fuse(records: Iterable[Record | str]) -> list[Story]:
    """The stories that records make together: copies, happenings, tolls, bounds, disputes and what became of terms.

    Records are given as such or as JSON. Their order changes nothing. No figure of a story is a sum.
    """
    return [json.loads(line) for line in fuse_lines(list(records))]


def tolls(stories: Iterable[Story | dict[str, Any]]) -> list[TollRow]:
    """A row for every figure of every series, for a frame or a plot. Rows are voices: they are not to be added up."""
    rows: list[TollRow] = []
    for story in stories:
        for series in story["tolls"]:
            speaker = series["speaker"] or {"key": None, "name": None}
            for point in series["points"]:
                rows.append(
                    {
                        "story": story["id"],
                        "happening": series["happening"],
                        "harm": series["harm"],
                        "who": series["who"],
                        "speaker": speaker["name"],
                        "speaker_key": speaker["key"],
                        "as_of": point["as_of"],
                        "op": point["op"],
                        "value": point["value"],
                        "max": point["max"],
                        "change": point["change"],
                        "report": point["report"],
                        "claim": point["claim"],
                    }
                )
    return rows
