"""What the dictionaries hold that records and stories are turned into. Positions are code points, half-open; ``None`` is not stated."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

At = tuple[int, int] | list[int]

Stance = str
Actuality = str
Op = Literal["=", ">=", ">", "<=", "<", "~", "range"]


class Words(TypedDict):
    at: At
    text: str


class Phrase(Words):
    actor: str | None


Speaker = TypedDict("Speaker", {"at": At, "text": str, "actor": str | None, "is": dict[str, Any] | None})


class Place(Words):
    name: str | None
    geonameid: int | None
    country: str | None
    lat: float | None
    lon: float | None
    grain: Literal["point", "settlement", "district", "region", "country", "other"]
    rivals: list[dict[str, Any]]


When = TypedDict(
    "When",
    {"at": At, "text": str, "from": str | None, "to": str | None, "edtf": str | None, "grain": str, "until": str | None, "anchor": str},
)


class Count(Words):
    op: Op | None
    value: int | None
    max: int | None
    unit: str | None
    who: str | None
    part_of: str | None


Claim = TypedDict(
    "Claim",
    {
        "id": str,
        "event": str,
        "kind": str,
        "anchor": Words,
        "at": At,
        "quote": str,
        "speaker": Speaker | None,
        "via": list[Phrase],
        "cue": Words | None,
        "stance": Stance,
        "actuality": Actuality,
        "if": Words | None,
        "direct_quote": bool,
        "background": bool,
        "by": list[Phrase],
        "against": list[Phrase],
        "with": list[Phrase],
        "means": list[Phrase],
        "place": Place | None,
        "when": When | None,
        "count": Count | None,
        "of": str | None,
        "chance": float,
        "why": str,
    },
)


class Actor(TypedDict):
    id: str
    name: str
    key: str | None
    sectors: list[str]
    country: str | None
    mentions: list[dict[str, At]]


class Agreement(TypedDict):
    id: str
    event: str
    kind: str
    parties: list[str]
    brokers: list[str]
    terms: list[str]
    effective: str | None


class Note(TypedDict):
    code: str
    at: At | None
    message: str


class StorySpeaker(TypedDict):
    key: str | None
    name: str


class TollPoint(TypedDict):
    report: str
    claim: str
    as_of: str | None
    op: Op | None
    value: int | None
    max: int | None
    change: str


class TollSeries(TypedDict):
    happening: str
    harm: str
    who: str | None
    speaker: StorySpeaker | None
    points: list[TollPoint]


Story = TypedDict(
    "Story",
    {
        "schema": int,
        "id": str,
        "kind": str,
        "title": str,
        "from": str | None,
        "to": str | None,
        "place": dict[str, Any] | None,
        "reports": list[str],
        "copies": list[list[str]],
        "claims": list[dict[str, str]],
        "tolls": list[TollSeries],
        "bounds": list[dict[str, Any]],
        "disputes": list[dict[str, Any]],
        "agreements": list[dict[str, Any]],
    },
)


class TollRow(TypedDict):
    story: str
    happening: str
    harm: str
    who: str | None
    speaker: str | None
    speaker_key: str | None
    as_of: str | None
    op: Op | None
    value: int | None
    max: int | None
    change: str
    report: str
    claim: str
