"""One report, and tables of them, in and out of Python."""

import datetime
import json
import pickle
import threading
import time
from pathlib import Path

import pandas
import polars
import pyarrow as pa
import pytest

import diurna

TEXT = "Shelling killed at least four people in Kharkiv on Tuesday, the mayor said. The army denied that it had fired."
REPORTS = [
    {"id": "k1", "published": "2024-03-06", "text": TEXT},
    {"id": "k2", "published": "2024-03-07", "text": "Kachin fighters took a police post near Myitkyina on Monday, residents told reporters."},
    {"id": "k3", "published": None, "text": "Rebels and the government signed a ceasefire in Juba, mediators said."},
]


@pytest.fixture(scope="module")
def coder():
    return diurna.Coder()


@pytest.fixture(scope="module")
def reports():
    return pa.Table.from_pylist(REPORTS)


def test_a_text_becomes_claims_of_its_speakers(coder):
    record = coder.code(TEXT, published="2024-03-06", id="k1")
    killed = next(claim for claim in record.claims if claim["kind"] == "toll.killed")
    assert (killed["count"]["op"], killed["count"]["value"], killed["speaker"]["text"]) == (">=", 4, "the mayor")
    assert killed["when"]["from"] == "2024-03-05"
    assert any(claim["stance"] == "denies" for claim in record.claims)
    assert (record.id, len(record), bool(record)) == ("k1", len(record.claims), True)


def test_positions_count_as_python_counts(coder):
    record = coder.code("Şırnak'ta — “dört” … Shelling killed four people in Şırnak, the mayor said.", published="2024-03-06")
    assert record.claims
    for claim in record.claims:
        start, end = claim["at"]
        assert record.text[start:end] == claim["quote"]


@pytest.mark.parametrize("day", ["2024-03-06", "6 March 2024", datetime.date(2024, 3, 6), datetime.datetime(2024, 3, 6, 9)])
def test_a_day_is_written_or_a_date(coder, day):
    assert coder.code(TEXT, published=day).to_dict()["report"]["published"] == "2024-03-06"


def test_a_day_that_is_none_is_told(coder):
    with pytest.raises(ValueError, match='published "soonish" is not a date'):
        coder.code(TEXT, published="soonish")


def test_a_record_is_its_json_and_its_pickle(coder):
    record = coder.code(TEXT, published="2024-03-06", id="k1")
    assert diurna.Record.from_json(record.to_json()) == record
    assert pickle.loads(pickle.dumps(record)) == record
    assert "text" not in json.loads(record.to_json(text=False))
    with pytest.raises(ValueError):
        diurna.Record.from_json("{}")


def test_every_library_of_frames_is_understood_and_understands(coder, reports):
    table = coder.code_batch(reports)
    rows = table.to_arrow().to_pylist()
    assert len(table) == len(rows) > 3 and table.columns[:3] == ("report_id", "report_sha256", "published")
    for other in (polars.DataFrame(REPORTS), pandas.DataFrame(REPORTS), reports.to_batches()[0], reports.cast(_large(reports))):
        assert coder.code_batch(other).to_arrow().to_pylist() == rows
    assert polars.DataFrame(table).equals(table.to_polars())
    assert table.to_polars().to_dicts() == rows
    assert table.to_pandas()["quote"].tolist() == [row["quote"] for row in rows]


def _large(table):
    return pa.schema([(field.name, pa.large_string()) for field in table.schema])


def test_days_and_ids_come_in_the_types_of_tables(coder):
    days = {
        "day": pa.array([datetime.date(2024, 3, 6)]),
        "moment": pa.array([datetime.datetime(2024, 3, 6, 23)], pa.timestamp("us", "UTC")),
        "written": pa.array(["2024-03-06T23:30:00+03:00"]),
        "category": pa.array(["2024-03-06"]).dictionary_encode(),
    }
    for day in days.values():
        table = pa.table({"id": pa.array([7]), "published": day, "text": [TEXT]})
        rows = coder.code_batch(table).to_arrow().to_pylist()
        assert {(row["report_id"], row["published"]) for row in rows} == {("7", datetime.date(2024, 3, 6))}


def test_rows_are_those_of_the_reports_coded_one_by_one_whatever_the_threads(coder, reports):
    one_by_one = [coder.code(report["text"], published=report["published"], id=report["id"]) for report in REPORTS]
    rows = diurna.claims(one_by_one).to_arrow()
    assert rows == diurna.claims([record.to_json() for record in one_by_one]).to_arrow()
    for threads in (1, 2, 5):
        assert coder.code_batch(reports, threads=threads).to_arrow() == rows


def test_what_is_not_stated_is_missing_and_lists_are_lists(coder, reports):
    rows = coder.code_batch(reports).to_arrow()
    assert pa.types.is_list(rows.schema.field("against").type) and pa.types.is_date(rows.schema.field("from").type)
    without = [row for row in rows.to_pylist() if row["kind"].startswith("toll.") is False]
    assert without and all(row["value"] is None for row in without)


def test_a_row_that_is_no_report_is_told_and_the_others_are_coded(coder):
    table = pa.table({"id": ["a", "b", "c", None], "published": ["2024-03-06", "soonish", None, None], "text": [TEXT, TEXT, " ", None]})
    coded = coder.code_batch(table)
    assert set(coded.to_arrow()["report_id"].to_pylist()) == {"a"}
    assert coded.troubles == ('b: published "soonish" is not a date', "c: text is empty", "row 3: report has no text")
    rows = coder.record_batch(table).to_arrow().to_pylist()
    assert [row["trouble"] for row in rows] == [None, 'published "soonish" is not a date', "text is empty", "report has no text"]
    assert rows[0]["record"] == coder.code(TEXT, published="2024-03-06", id="a").to_json() and rows[1]["record"] is None


def test_a_report_in_another_language_is_kept_and_not_coded(coder):
    text = "Представники сторін зустрілися у вівторок і домовилися про припинення вогню, повідомив посередник."
    record = coder.code(text, id="u1")
    assert (record.claims, record.text) == ([], text) and [note["code"] for note in record.notes] == ["language"]
    table = coder.code_batch(pa.table({"id": ["u1"], "text": [text]}))
    assert len(table) == 0 and table.troubles == ("u1: in Ukrainian, which is not read: kept, not coded",)
    assert coder.record_batch(pa.table({"id": ["u1"], "text": [text]})).to_arrow()["record"].to_pylist() == [record.to_json()]


def test_columns_of_other_names_are_named(coder):
    table = pa.table({"body": [TEXT], "dct": ["2024-03-06"]})
    rows = coder.code_batch(table, columns={"text": "body", "published": "dct"}, publisher="Daily").to_arrow().to_pylist()
    assert {(row["report_id"], row["publisher"], str(row["published"])) for row in rows} == {("row 0", "Daily", "2024-03-06")}
    with pytest.raises(ValueError, match="no column text"):
        coder.code_batch(table)
    with pytest.raises(ValueError, match="txt is no column of a report"):
        coder.code_batch(table, columns={"txt": "body"})
    with pytest.raises(TypeError, match="holds Float64"):
        coder.code_batch(pa.table({"text": [1.5]}))
    with pytest.raises(TypeError, match="speaks Arrow"):
        coder.code_batch([TEXT])


def test_an_empty_table_has_columns_and_no_rows(coder, reports):
    empty = coder.code_batch(reports.slice(0, 0)).to_arrow()
    assert empty.num_rows == 0 and empty.schema == coder.code_batch(reports).to_arrow().schema


def test_other_threads_run_while_reports_are_coded(coder):
    many = pa.table({"text": [TEXT * 5] * 20})
    coding = threading.Thread(target=coder.code_batch, args=(many,), kwargs={"threads": 1})
    coding.start()
    turns = 0
    while coding.is_alive():
        # A thread that waits for its turn gets none while the other holds the interpreter.
        time.sleep(0.001)
        turns += 1
    assert turns >= 10


def test_a_kind_of_ones_own_is_found(tmp_path):
    kind = Path(__file__).parents[3] / "examples" / "kinds"
    coder = diurna.Coder(kinds=kind)
    assert "aid.demining" in coder.kinds() and "aid.demining" not in diurna.Coder().kinds()
    with pytest.raises(ValueError, match="no kind in this folder"):
        diurna.Coder(kinds=tmp_path)
