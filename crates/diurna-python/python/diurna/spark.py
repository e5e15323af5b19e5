"""Archives past one machine: reports of a Spark DataFrame become records, claims and stories.

``records`` codes with ``mapInArrow``; the model is loaded once in each Python worker. ``claims`` turns records into rows, ``stories``
puts them together block by block (the plan is that of ``diurna._blocks``, told in docs/spark.md), ``write`` does all of it and keeps each
step as Parquet, so that a run that was cut off goes on after the last whole step. No step keeps state outside its input: a lost worker's
part is made again, with the same rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession, functions as F
from pyspark.sql.pandas.types import from_arrow_schema

from . import _blocks, claims as claims_of
from ._diurna import Coder, Table, blocks

if TYPE_CHECKING:
    import datetime

Batches = Iterator[pa.RecordBatch]

RECORDS = "report_id string, published date, record string, trouble string"
STORIES = (
    "story_id string, kind string, title string, `from` date, `to` date, place string, geonameid long, country string, "
    "lat double, lon double, reports array<string>, story string"
)


@cache
def _coder(kinds: str | None) -> Coder:
    """The coder of this worker, loaded when it is first asked for."""
    return Coder(kinds=kinds)


def records(
    reports: DataFrame,
    *,
    columns: Mapping[str, str] | None = None,
    published: str | datetime.date | None = None,
    publisher: str | None = None,
    kinds: str | None = None,
) -> DataFrame:
    """Codes reports, a row each, with the columns of :meth:`diurna.Coder.record_batch`; ``id`` and ``text`` must be among them.

    A row that is no report has its reason under ``trouble``. The work is divided as the DataFrame is: about 500 reports to a partition
    keep what a lost worker costs small.
    """
    columns = dict(columns or {})
    named = {ours: columns.get(ours, ours) for ours in ("id", "url", "publisher", "published", "title", "text", "language")}
    for ours in ("id", "text"):
        if named[ours] not in reports.columns:
            raise ValueError(f"the DataFrame has no column {named[ours]}: it is the {ours} of a report")
    here = [F.col(f"`{theirs}`").alias(ours) for ours, theirs in named.items() if theirs in reports.columns]

    def code(batches: Batches) -> Batches:
        coder = _coder(kinds)
        for batch in batches:
            if batch.column("id").null_count:
                raise ValueError("a report has no id: without one its record cannot be found again")
            yield from _rows(coder.record_batch(batch, published=published, publisher=publisher, threads=1))

    return reports.select(*here).mapInArrow(code, RECORDS)


def claims(records: DataFrame) -> DataFrame:
    """The claims of records, a row each, with the columns of the Parquet export."""

    def rows(batches: Batches) -> Batches:
        for batch in batches:
            yield from _rows(claims_of(_coded(batch)))

    return records.select("record").mapInArrow(rows, from_arrow_schema(claims_of([]).to_arrow().schema))


def code(
    reports: DataFrame,
    *,
    columns: Mapping[str, str] | None = None,
    published: str | datetime.date | None = None,
    publisher: str | None = None,
    kinds: str | None = None,
) -> DataFrame:
    """Codes reports: a row a claim. To have stories too, keep :func:`records` and ask both of them, so that nothing is coded twice."""
    return claims(records(reports, columns=columns, published=published, publisher=publisher, kinds=kinds))


def stories(records: DataFrame) -> DataFrame:
    """Puts records together: a row a story, with its JSON. The rows are those of :func:`diurna.fuse_in_blocks`."""
    held = records.where("record is not null").select("report_id", "record")
    together = groups(held.select("report_id"), pairs(held))
    grouped = held.join(together, "report_id").select("group", "record")
    return grouped.groupBy("group").applyInArrow(_of_group(_stories), STORIES)


def pairs(records: DataFrame) -> DataFrame:
    """Which two reports of one block are of one story: the columns ``one`` and ``two``, the first of both first."""

    def stand(batches: Batches) -> Batches:
        for batch in batches:
            told = _coded(batch)
            rows = [(block, record) for record, standing in zip(told, blocks(told)) for block in standing]
            yield pa.RecordBatch.from_pydict(
                {"block": [block for block, _ in rows], "record": pa.array([record for _, record in rows], pa.string())},
                schema=pa.schema([("block", pa.string()), ("record", pa.string())]),
            )

    standing = records.select("record").mapInArrow(stand, "block string, record string")
    return standing.groupBy("block").applyInArrow(_of_group(_pairs), "one string, two string").distinct()


def groups(reports: DataFrame, pairs: DataFrame) -> DataFrame:
    """For each report the first of those that it hangs together with by pairs: the columns ``report_id`` and ``group``.

    Pairs become stars round the first report of each group, by two steps in turn: of every report, the later neighbours are joined to its
    first one, then the earlier ones (Kiveris and others, Connected Components in MapReduce and Beyond, 2014). The number of turns grows
    with the logarithm of the reports. Each is kept in the checkpoint folder of the Spark context, which must be set.
    """
    if reports.sparkSession.sparkContext.getCheckpointDir() is None:
        raise ValueError("say where pairs are kept between turns: spark.sparkContext.setCheckpointDir(FOLDER)")
    pairs = _kept(pairs.select(F.least("one", "two").alias("one"), F.greatest("one", "two").alias("two")).distinct())
    while True:
        stars = _kept(_small_star(_large_star(pairs)))
        if stars.count() == pairs.count() and stars.exceptAll(pairs).isEmpty():
            break
        pairs = stars
    found = stars.select(F.col("two").alias("report_id"), F.col("one").alias("group"))
    return reports.join(found, "report_id", "left").select("report_id", F.coalesce("group", "report_id").alias("group"))


def write(reports: DataFrame, folder: str, **known: object) -> None:
    """Codes reports into Parquet: ``folder/records``, ``folder/claims`` and ``folder/stories``. A step that is there is not done again.

    ``known`` is what :func:`records` takes. What is kept between turns of :func:`groups` goes under ``folder/turns``, and goes away in the end.
    """
    spark = reports.sparkSession
    spark.sparkContext.setCheckpointDir(f"{folder}/turns")

    def step(name: str, made: Callable[[], DataFrame]) -> DataFrame:
        path = f"{folder}/{name}"
        if not _whole(spark, path):
            made().write.mode("overwrite").parquet(path)
        return spark.read.parquet(path)

    coded = step("records", lambda: records(reports, **known))
    step("claims", lambda: claims(coded))
    step("stories", lambda: stories(coded))
    turns = spark._jvm.org.apache.hadoop.fs.Path(f"{folder}/turns")
    turns.getFileSystem(spark._jsc.hadoopConfiguration()).delete(turns, True)


def _whole(spark: SparkSession, path: str) -> bool:
    """Whether a step was written to its end: Spark says so in a file of its own."""
    done = spark._jvm.org.apache.hadoop.fs.Path(f"{path}/_SUCCESS")
    return done.getFileSystem(spark._jsc.hadoopConfiguration()).exists(done)


def _rows(table: Table) -> Batches:
    return iter(table.to_arrow().to_batches())


def _coded(batch: pa.RecordBatch | pa.Table) -> list[str]:
    return [record for record in batch.column("record").to_pylist() if record is not None]


def _of_group(make: Callable[[str, list[str]], pa.Table]) -> Callable[[tuple, pa.Table], pa.Table]:
    def apply(key: tuple, rows: pa.Table) -> pa.Table:
        return make(key[0].as_py(), _coded(rows))

    return apply


def _pairs(_block: str, records: list[str]) -> pa.Table:
    found = _blocks.pairs(records)
    columns = {"one": [one for one, _ in found], "two": [two for _, two in found]}
    return pa.table(columns, schema=pa.schema([("one", pa.string()), ("two", pa.string())]))


def _stories(group: str, records: list[str]) -> pa.Table:
    rows = []
    for story in _blocks.stories(group, records):
        place = story["place"] or {}
        rows.append(
            {
                "story_id": story["id"],
                "kind": story["kind"],
                "title": story["title"],
                "from": story["from"],
                "to": story["to"],
                "place": place.get("name"),
                "geonameid": place.get("geonameid"),
                "country": place.get("country"),
                "lat": place.get("lat"),
                "lon": place.get("lon"),
                "reports": _blocks.members(story),
                "story": json.dumps(story, ensure_ascii=False),
            }
        )
    return pa.Table.from_pylist(rows, schema=_WRITTEN).cast(_STORY)


_STORY = pa.schema(
    [
        ("story_id", pa.string()),
        ("kind", pa.string()),
        ("title", pa.string()),
        ("from", pa.date32()),
        ("to", pa.date32()),
        ("place", pa.string()),
        ("geonameid", pa.int64()),
        ("country", pa.string()),
        ("lat", pa.float64()),
        ("lon", pa.float64()),
        ("reports", pa.list_(pa.string())),
        ("story", pa.string()),
    ]
)
# The same with days as JSON writes them.
_WRITTEN = pa.schema([(field.name, pa.string() if pa.types.is_date(field.type) else field.type) for field in _STORY])


def _large_star(pairs: DataFrame) -> DataFrame:
    """Joins the later neighbours of every report to the first of all its neighbours and itself."""
    both = pairs.union(pairs.select(F.col("two").alias("one"), F.col("one").alias("two")))
    first = both.groupBy("one").agg(F.least("one", F.min("two")).alias("first"))
    later = both.where("two > one").join(first, "one")
    return later.select(F.col("first").alias("one"), "two").distinct()


def _small_star(pairs: DataFrame) -> DataFrame:
    """Joins the earlier neighbours of every report, and itself, to the first of them."""
    first = pairs.groupBy("two").agg(F.min("one").alias("first"))
    joined = pairs.join(first, "two")
    earlier = joined.select(F.col("first").alias("first"), F.col("one").alias("other"))
    itself = joined.select("first", F.col("two").alias("other"))
    return earlier.union(itself).where("first < other").select(F.col("first").alias("one"), F.col("other").alias("two")).distinct()


def _kept(pairs: DataFrame) -> DataFrame:
    """The same rows, made now and kept where a lost worker cannot take them along, so that no turn makes those before it again."""
    held = pairs.persist()
    kept = held.checkpoint()
    held.unpersist()
    return kept
