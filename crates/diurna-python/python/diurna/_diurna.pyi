"""The Rust half of the package."""

import datetime
import os
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, final

import pandas
import polars
import pyarrow

from ._types import Actor, Agreement, Claim, Note

__version__: str

class ArrowStream(Protocol):
    """Anything that speaks Arrow's C data interface: tables of pyarrow, polars, pandas 3, DuckDB and others."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...

class ArrowArray(Protocol):
    """The same for one batch of rows."""

    def __arrow_c_array__(self, requested_schema: object = None) -> object: ...

Day = str | datetime.date

@final
class Coder:
    """A model and tables, ready to code reports. Made once, used from any number of threads."""

    def __new__(cls, *, kinds: str | os.PathLike[str] | None = None) -> Coder: ...
    def code(
        self,
        text: str,
        *,
        published: Day | None = None,
        id: str = "",
        publisher: str | None = None,
        title: str | None = None,
        url: str | None = None,
        language: str | None = None,
    ) -> Record:
        """Codes one report. Without a day, "on Tuesday" stays without one and the record says so in a note."""

    def code_batch(
        self,
        reports: ArrowStream | ArrowArray,
        *,
        columns: Mapping[str, str] | None = None,
        published: Day | None = None,
        publisher: str | None = None,
        threads: int | None = None,
    ) -> Table:
        """Codes a table of reports; returns a table with a row a claim.

        Columns are ``text`` and, where there are any, ``id, url, publisher, published, title, language``; ``columns`` names others:
        ``{"text": "body"}``. ``published`` and ``publisher`` are of rows that name none. The rows do not depend on ``threads``.
        """

    def record_batch(
        self,
        reports: ArrowStream | ArrowArray,
        *,
        columns: Mapping[str, str] | None = None,
        published: Day | None = None,
        publisher: str | None = None,
        threads: int | None = None,
    ) -> Table:
        """The same with a row a report: ``report_id, published, record`` (JSON) and ``trouble``, why there is no record."""

    def kinds(self) -> list[str]:
        """The names of the kinds of claims."""

    def made(self) -> tuple[str, str, str]:
        """The versions of the program, the model and the tables."""

@final
class Record:
    """The claims of one report, with the actors, agreements, noise and notes that belong to them."""

    @classmethod
    def from_json(cls, json: str) -> Record: ...
    def to_json(self, *, text: bool = True) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...
    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def claims(self) -> list[Claim]: ...
    @property
    def actors(self) -> list[Actor]: ...
    @property
    def agreements(self) -> list[Agreement]: ...
    @property
    def notes(self) -> list[Note]: ...
    def __len__(self) -> int:
        """How many claims there are."""

    def __bool__(self) -> bool: ...
    def __eq__(self, other: object) -> bool: ...

@final
class Table:
    """Rows that go to pyarrow, polars and pandas without a copy."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...
    def to_arrow(self) -> pyarrow.Table: ...
    def to_pandas(self) -> pandas.DataFrame: ...
    def to_polars(self) -> polars.DataFrame: ...
    @property
    def columns(self) -> tuple[str, ...]: ...
    @property
    def troubles(self) -> tuple[str, ...]:
        """Why rows of the input have no record, or one without claims, a line each."""

    def __len__(self) -> int: ...

def claims(records: Sequence[Record | str]) -> Table:
    """The claims of records, given as such or as JSON: a row a claim, with the columns of the Parquet export."""

def fuse_lines(records: Sequence[Record | str]) -> list[str]:
    """The stories that records make together, one line of JSON each."""

def blocks(records: Sequence[Record | str]) -> list[list[str]]:
    """The blocks in which each report can meet the others of its story."""

def run(words: Sequence[str]) -> int:
    """Runs the program on the words of a command line, its own name first; returns its exit status."""
