"""Codes an archive with Spark and on one machine, compares the rows, and prints what it took, as one JSON object."""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pyspark
from pyspark.sql import SparkSession

import diurna
import diurna.spark


def session(master: str) -> SparkSession:
    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    known = SparkSession.builder.master(master).config("spark.ui.enabled", "false").config("spark.driver.host", "127.0.0.1")
    return known.getOrCreate()


def workers(spark: SparkSession) -> list[int]:
    driver = spark.sparkContext._gateway.proc.pid
    listed = subprocess.run(["ps", "-ewwo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    lines = [line.split(None, 2) for line in listed.splitlines()]
    return [int(pid) for pid, parent, words in lines if int(parent) == driver and "CoarseGrainedExecutorBackend" in words]


def kill_one(spark: SparkSession, done: int, killed: list[int]) -> None:
    """Kills a worker once some tasks of a stage are done."""
    tracker = spark.sparkContext.statusTracker()
    while not killed:
        told = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        if any(one and done <= one.numCompletedTasks < one.numTasks for one in told) and len(workers(spark)) > 1:
            killed.append(workers(spark)[0])
            os.kill(killed[0], signal.SIGKILL)
        time.sleep(0.1)


def timed(what: str, took: dict, make):
    start, worked = time.monotonic(), time.process_time()
    made = make()
    # By the clock, and of this process's own work, which a busy machine does not stretch.
    took[what] = [round(time.monotonic() - start, 1), round(time.process_time() - worked, 1)]
    return made


def sorted_rows(table: pa.Table, *key: str) -> list[dict]:
    return table.sort_by([(name, "ascending") for name in key]).to_pylist()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("archive", type=Path)
    asked.add_argument("--master", default="local-cluster[2,1,2048]")
    asked.add_argument("--partition", type=int, default=500, help="reports to a partition")
    asked.add_argument("--kill", action="store_true", help="kill a worker on the way")
    asked.add_argument("--out", type=Path, required=True)
    given = asked.parse_args()
    shutil.rmtree(given.out, ignore_errors=True)

    archive = pq.read_table(given.archive)
    told: dict = {"articles": archive.num_rows, "words": sum(len(text.split()) for text in archive["text"].to_pylist())}
    took: dict = {}
    coder = timed("load", took, diurna.Coder)
    alone = timed("code_alone", took, lambda: coder.record_batch(archive, threads=1).to_arrow())
    told["words_a_second_alone"] = round(told["words"] / took["code_alone"][1])

    spark = session(given.master)
    parts = max(1, -(-archive.num_rows // given.partition))
    reports = spark.read.parquet(str(given.archive)).repartition(parts, "id")
    killed: list[int] = []
    if given.kill:
        threading.Thread(target=kill_one, args=(spark, max(1, parts // 4), killed), daemon=True).start()
    timed("spark", took, lambda: diurna.spark.write(reports, str(given.out)))
    spark.stop()
    told["killed"] = len(killed)

    records = [record for record in alone["record"].to_pylist() if record]
    told["record_bytes"] = round(sum(map(len, records)) / len(records))
    standing = timed("blocks", took, lambda: diurna._blocks.blocks(records))
    told["blocks_a_report"] = round(sum(map(len, standing)) / len(standing), 2)
    told["records_same"] = sorted_rows(pq.read_table(given.out / "records"), "report_id") == sorted_rows(alone, "report_id")
    claims = timed("claims_alone", took, lambda: diurna.claims(records).to_arrow())
    key = ("report_id", "claim_id")
    told["claims"] = claims.num_rows
    told["claims_same"] = sorted_rows(pq.read_table(given.out / "claims"), *key) == sorted_rows(claims, *key)
    stories = timed("stories_alone", took, lambda: diurna.fuse_in_blocks(records))
    written = {row["story_id"]: json.loads(row["story"]) for row in pq.read_table(given.out / "stories").to_pylist()}
    told["stories"] = len(stories)
    told["stories_same"] = written == {story["id"]: story for story in stories}
    whole = timed("fuse_whole", took, lambda: diurna.fuse(records))
    told["b3_against_one_fusion"] = round(b_cubed(map(diurna._blocks.members, stories), map(diurna._blocks.members, whole)), 4)
    told["bytes"] = {name: sum(file.stat().st_size for file in (given.out / name).glob("*.parquet")) for name in ("records", "claims", "stories")}
    print(json.dumps({**told, "seconds": took}))


def b_cubed(found, wanted) -> float:
    """B³ F1 of two ways to group the same reports."""
    found, wanted = ({report: frozenset(group) for group in groups for report in group} for groups in (found, wanted))
    both = [len(found[report] & wanted[report]) for report in wanted]
    precision = sum(shared / len(found[report]) for report, shared in zip(wanted, both)) / len(both)
    recall = sum(shared / len(wanted[report]) for report, shared in zip(wanted, both)) / len(both)
    return 2 * precision * recall / (precision + recall)


if __name__ == "__main__":
    main()
