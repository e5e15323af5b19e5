"""Two workers code what one machine codes, also when one of them dies."""

import datetime
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pyspark
import pytest

import diurna

GOLD = Path(__file__).parents[3] / "gold" / "stories"
# Two workers with a core each, in processes of their own, as on a cluster.
CLUSTER = "local-cluster[2,1,1024]"


def articles():
    """The reports of the gold stories, and the same again a year later under other ids."""
    rows = []
    for path in sorted(GOLD.glob("*/*-0*.json")):
        one = json.loads(path.read_text())
        day = datetime.date.fromisoformat(one["report"]["published"])
        for again in range(2):
            published = day + datetime.timedelta(days=365 * again)
            rows.append({"id": f"{one['report']['id']}-{again}", "published": published, "body": one["text"]})
    return pa.Table.from_pylist(rows)


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master(CLUSTER).config("spark.ui.enabled", "false")
    for key, value in {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
    }.items():
        session = session.config(key, value)
    session = session.getOrCreate()
    yield session
    session.stop()


def executors(spark):
    """The processes of the workers of this session, and of no other."""
    driver = spark.sparkContext._gateway.proc.pid
    listed = subprocess.run(["ps", "-ewwo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    lines = [line.split(None, 2) for line in listed.splitlines()]
    return [int(pid) for pid, parent, words in lines if int(parent) == driver and "CoarseGrainedExecutorBackend" in words]


def kill_one_at_work(spark, killed):
    """Kills a worker as soon as some task is done and others are not."""
    tracker = spark.sparkContext.statusTracker()
    while not killed:
        for stage in tracker.getActiveStageIds():
            told = tracker.getStageInfo(stage)
            if told and 0 < told.numCompletedTasks < told.numTasks and len(executors(spark)) == 2:
                killed.append(executors(spark)[0])
                os.kill(killed[0], signal.SIGKILL)
                return
        time.sleep(0.05)


def rows(folder, key):
    # Spark's own files beside the data begin with an underscore.
    return pyarrow.parquet.read_table(folder).sort_by([(name, "ascending") for name in key]).to_pylist()


def test_the_rows_are_those_of_one_machine_though_a_worker_is_killed(spark, tmp_path):
    from diurna import spark as clusters

    given = articles()
    reports = spark.createDataFrame(given).repartition(12)
    killed = []
    killer = threading.Thread(target=kill_one_at_work, args=(spark, killed), daemon=True)
    killer.start()
    clusters.write(reports, str(tmp_path / "out"), columns={"text": "body"})
    killer.join(timeout=1)
    assert len(killed) == 1 and killed[0] not in executors(spark)

    coder = diurna.Coder()
    alone = coder.record_batch(given, columns={"text": "body"}).to_arrow().sort_by("report_id")
    assert rows(tmp_path / "out" / "records", ["report_id"]) == alone.to_pylist()

    records = alone["record"].to_pylist()
    claims = diurna.claims(records).to_arrow()
    key = ["report_id", "claim_id"]
    assert rows(tmp_path / "out" / "claims", key) == claims.sort_by([(name, "ascending") for name in key]).to_pylist()

    stories = sorted(diurna.fuse_in_blocks(records), key=lambda story: story["id"])
    told = rows(tmp_path / "out" / "stories", ["story_id"])
    assert [json.loads(row["story"]) for row in told] == stories and len(stories) < given.num_rows

    # What is there is not made again.
    written = [path.stat().st_mtime_ns for path in sorted(tmp_path.rglob("*.parquet"))]
    clusters.write(reports, str(tmp_path / "out"), columns={"text": "body"})
    assert [path.stat().st_mtime_ns for path in sorted(tmp_path.rglob("*.parquet"))] == written


def test_a_report_without_an_id_or_a_text_is_told(spark):
    from diurna import spark as clusters

    reports = spark.createDataFrame(pa.table({"id": ["a", "b"], "text": ["Rebels shelled the market.", None]}))
    found = {row.report_id: row.trouble for row in clusters.records(reports).collect()}
    assert found == {"a": None, "b": "report has no text"}
    with pytest.raises(ValueError, match="no column text"):
        clusters.records(reports.drop("text"))


def test_pairs_become_groups_named_by_the_first(spark, tmp_path):
    from diurna import spark as clusters

    spark.sparkContext.setCheckpointDir(str(tmp_path))
    names = [f"r{number:02}" for number in range(20)]
    # A chain the wrong way round, a star, and some that stand alone.
    joined = [(names[at], names[at - 1]) for at in range(9, 0, -1)] + [(names[15], name) for name in names[11:15]]
    reports = spark.createDataFrame([(name,) for name in names], "report_id string")
    pairs = spark.createDataFrame(joined, "one string, two string")
    found = {row.report_id: row.group for row in clusters.groups(reports, pairs).collect()}
    assert found == diurna._blocks.groups(names, joined)
