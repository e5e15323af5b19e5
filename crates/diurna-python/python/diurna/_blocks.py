"""Stories of an archive that is too large to be compared at once: the plan, and its steps for one machine.

1. Each report stands in some blocks: a state that its news is about, and a span of days (``_diurna.blocks``).
2. Each block is put together by itself. That gives pairs: two reports of one story.
3. Reports that hang together by pairs, of whatever block, are a group.
4. Each group is put together by itself. That gives the stories.

No step depends on the order of reports, and none needs more than one block or one group in memory. ``diurna.spark`` follows
the same steps on many machines, with the functions of this file.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ._diurna import Record, blocks, fuse_lines

if TYPE_CHECKING:
    from ._types import Story


def members(story: Story) -> list[str]:
    """The reports of a story with the copies among them, by name."""
    copies = (report for text in story["copies"] for report in text)
    return sorted({*story["reports"], *copies})


def pairs(records: Iterable[Record | str]) -> list[tuple[str, str]]:
    """Which two reports of one block are of one story: the first of each story with each other one."""
    found = []
    for line in fuse_lines(list(records)):
        first, *others = members(json.loads(line))
        found += [(first, other) for other in others]
    return found


def groups(names: Iterable[str], joined: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each report the first name, in the order of their letters, among those that it hangs together with."""
    above = {name: name for name in names}

    def top(name: str) -> str:
        while above[name] != name:
            above[name] = above[above[name]]
            name = above[name]
        return name

    for one, two in joined:
        one, two = sorted((top(one), top(two)))
        above[two] = one
    return {name: top(name) for name in above}


def stories(group: str, records: Iterable[Record | str]) -> list[Story]:
    """The stories of one group, named by the group so that no two of an archive have one name."""
    told = [json.loads(line) for line in fuse_lines(list(records))]
    for story in told:
        story["id"] = f"{group}/{story['id']}"
    return told


def fuse_in_blocks(records: Iterable[Record | str]) -> list[Story]:
    """The same as :func:`diurna.fuse` for more reports than can be compared at once; a story is named by its group."""
    parsed = [record if isinstance(record, Record) else Record.from_json(record) for record in records]
    held = {record.id: record for record in parsed}
    if len(held) < len(parsed):
        raise ValueError("two records are of one report id")
    standing = defaultdict(list)
    for record, keys in zip(parsed, blocks(parsed)):
        for key in keys:
            standing[key].append(record)
    joined = [pair for block in standing.values() for pair in pairs(block)]
    together = defaultdict(list)
    for name, group in groups(held, joined).items():
        together[group].append(held[name])
    return [story for group in sorted(together) for story in stories(group, together[group])]
