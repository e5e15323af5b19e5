"""Reads every export with an independent reader, and compares what it sees with the records themselves."""

import json
import sys
from pathlib import Path

import frictionless
import geojson
import hxl
import icalendar
import pandas
import pyarrow.parquet
import rdflib

OUT, CONTEXT = Path(sys.argv[1]), Path(sys.argv[2])
RECORDS = [json.loads(line) for line in (OUT / "records.jsonl").read_text(encoding="utf-8").splitlines()]
CLAIMS = [(record, claim) for record in RECORDS for claim in record["claims"]]
REAL = {"happened", "ongoing", "attempted"}


def table(form, **reading):
    """A table as pandas reads it, every cell as text."""
    return pandas.read_csv(OUT / form, dtype=str, keep_default_na=False, **reading)


def check(holds, what):
    if not holds:
        sys.exit(f"{what}: does not hold")


def beside(form):
    made = json.loads((OUT / f"{form}.made.json").read_text(encoding="utf-8"))
    check(made["as"] == form and made["state"] == "raw" and made["reports"] == len(RECORDS), f"{form}: what it was made from")
    check(len(made["sha256"]) == 64 and made["coded_by"], f"{form}: its file and coder")


def claims():
    rows = table("claims")
    check(len(rows) == len(CLAIMS) and rows["claim_id"].is_unique, "claims: a row a claim, with ids of their own")
    check(list(rows["quote"]) == [claim["quote"] for _, claim in CLAIMS] or any(rows["quote"].str.startswith("'")), "claims: quotes")
    pandas.to_datetime(rows["published"], format="%Y-%m-%d", errors="raise")
    pandas.to_numeric(rows["lat"].replace("", None))
    for start, end, (record, claim) in zip(rows["char_start"], rows["char_end"], CLAIMS):
        check(record["text"][int(start):int(end)] == claim["quote"], "claims: a quote stands at its code points")
    beside("claims")


def tolls_and_terms():
    tolls, terms = table("tolls"), table("terms")
    check(len(tolls) == sum(claim["kind"].startswith("toll.") for _, claim in CLAIMS), "tolls: a row a figure")
    check(len(terms) == sum(len(it["terms"]) for record in RECORDS for it in record["agreements"]), "terms: a row a term")
    known = set(table("claims")["claim_id"])
    check(set(tolls["toll_id"]) <= known and set(terms["term_id"]) <= known, "tolls and terms: claims")
    beside("tolls"), beside("terms")


def acled():
    rows = table("acled")
    check(rows["event_id_cnty"].is_unique and len(rows) > 0, "acled: ids of their own")
    dates = pandas.to_datetime(rows["event_date"].replace("", None), format="%Y-%m-%d", errors="raise").dropna()
    check(len(dates) > 0, "acled: days")
    check(set(rows["time_precision"]) <= {"", "1", "2", "3"} and set(rows["geo_precision"]) <= {"", "1", "2", "3"}, "acled: precisions")
    check(set(rows["event_type"]) <= {"Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians", "Strategic developments"}, "acled: types")
    points = rows[rows["latitude"] != ""]
    check((points["geo_precision"] == "1").all(), "acled: a point only where the place is one")
    beside("acled")


def ucdp():
    rows = table("ucdp")
    check(rows["id"].is_unique and len(rows) > 0, "ucdp: ids of their own")
    check(len(rows.columns) == 49, "ucdp: 49 columns")
    dead = rows[["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]].replace("", "0").astype(int).sum(axis=1)
    best = rows["best"].replace("", "0").astype(int)
    check((dead == best).all(), "ucdp: best is the sum of its parts")
    check((rows[["best", "high", "low"]].replace("", "0").astype(int).max(axis=1) > 0).all(), "ucdp: somebody died")
    beside("ucdp")


def gdelt():
    events = table("gdelt", sep="\t", header=None, quoting=3)
    mentions = table("mentions", sep="\t", header=None, quoting=3)
    check(events.shape[1] == 61 and mentions.shape[1] == 16, "gdelt: 61 and 16 columns")
    check(events[0].is_unique and set(mentions[0]) == set(events[0]), "gdelt: every mention has its event")
    check(events[31].astype(int).sum() == len(mentions), "gdelt: mentions are counted")
    check(events[27].str[:3].eq(events[26].str[:3]).all() or len(events) == 0, "gdelt: a base of each code")
    check(set(events[29]) <= {"1", "2", "3", "4"}, "gdelt: quads")
    beside("gdelt"), beside("mentions")


def plover():
    rows = [json.loads(line) for line in (OUT / "plover").read_text(encoding="utf-8").splitlines()]
    check(rows and all({"id", "date", "actor", "event"} <= row.keys() for row in rows), "plover: the fields that must be there")
    check(all(1 <= row["quad_code"] <= 4 and -10 <= row["event_scale"] <= 10 for row in rows), "plover: quads and scores")
    polecat = table("polecat", sep="\t", quoting=3)
    check(polecat.shape == (len(rows), 40) and list(polecat["Event ID"]) == [row["id"] for row in rows], "polecat: the same events, 40 columns")
    beside("plover"), beside("polecat")


def tagged():
    with hxl.data(str(OUT / "hxl"), hxl.input.InputOptions(allow_local=True)) as source:
        tags = [column.display_tag for column in source.columns]
        rows = list(source)
    check("#affected+killed" in tags and "#date+start" in tags, "hxl: its tags")
    check(len(rows) == sum(claim["actuality"] in REAL for _, claim in CLAIMS), "hxl: a row a claim of what is so")
    beside("hxl")


def features():
    collection = geojson.loads((OUT / "geojson").read_text(encoding="utf-8"))
    check(collection.is_valid, f"geojson: {collection.errors()}")
    for feature in collection["features"]:
        fine = feature["properties"]["grain"] in {"settlement", "point"}
        check(fine or feature["geometry"] is None, "geojson: no dot for a region or a country")
    check(len(collection["features"]) == sum(claim["place"] is not None for _, claim in CLAIMS), "geojson: a feature a place")
    check(collection["made"]["reports"] == len(RECORDS), "geojson: what it was made from")


def columns():
    file = pyarrow.parquet.ParquetFile(OUT / "parquet")
    made = json.loads(file.schema_arrow.metadata[b"diurna"])
    check(made["claims"] == len(CLAIMS), "parquet: what it was made from")
    rows = file.read().to_pylist()
    check(len(rows) == len(CLAIMS), "parquet: a row a claim")
    for row, (record, claim) in zip(rows, CLAIMS):
        check(row["by"] == [phrase["text"] for phrase in claim["by"]], "parquet: lists")
        check(str(row["published"] or "") == (record["report"]["published"] or ""), "parquet: days")
        check(row["value"] == (claim["count"] or {}).get("value"), "parquet: figures")
        check(row["quote"] == claim["quote"] and row["background"] == claim["background"], "parquet: words and truths")


def package():
    report = frictionless.validate(str(OUT / "package" / "datapackage.json"))
    check(report.valid, f"package: {report.flatten(['type', 'message'])[:5]}")
    made = json.loads((OUT / "package" / "datapackage.json").read_text(encoding="utf-8"))["made"]
    check(made["claims"] == len(CLAIMS), "package: what it was made from")


def annotations():
    page = json.loads((OUT / "annotations").read_text(encoding="utf-8"))
    check(page["@context"] == "http://www.w3.org/ns/anno.jsonld" and len(page["items"]) == len(CLAIMS), "annotations: one a claim")
    # The context as published, without the network: the terms that are used, in a file beside this one.
    page["@context"] = json.loads(CONTEXT.read_text(encoding="utf-8"))["@context"]
    graph = rdflib.Graph().parse(data=json.dumps(page), format="json-ld")
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    found = set(graph.subjects(rdflib.RDF.type, oa.Annotation))
    check(len(found) == len(CLAIMS), "annotations: one a claim in the graph")
    texts = {f"urn:sha256:{record['report']['sha256']}": record["text"] for record in RECORDS}
    for annotation in found:
        target = graph.value(annotation, oa.hasTarget)
        text = texts[str(graph.value(target, oa.hasSource))]
        selectors = list(graph.objects(target, oa.hasSelector))
        values = {name: graph.value(it, oa[name]) for it in selectors for name in ("start", "end", "exact", "prefix", "suffix") if graph.value(it, oa[name]) is not None}
        start, end = int(values["start"]), int(values["end"])
        check(text[start:end] == str(values["exact"]), "annotations: the quote stands at its position")
        check(text[:start].endswith(str(values["prefix"])) and text[end:].startswith(str(values["suffix"])), "annotations: what stands around it")


def calendar():
    read = icalendar.Calendar.from_ical((OUT / "ics").read_bytes())
    events = read.walk("VEVENT")
    check(all(event.get("UID") and event.get("DTSTAMP") and event.get("DTSTART") for event in events), "ics: what an event must have")
    check(len({str(event["UID"]) for event in events}) == len(events) > 0, "ics: ids of their own")
    check(json.loads(str(read["X-DIURNA-MADE"]).replace("\\,", ",").replace("\\;", ";"))["as"] == "ics", "ics: what it was made from")
    beside("ics")
    for line in (OUT / "ics").read_bytes().split(b"\r\n"):
        check(len(line) <= 75, "ics: lines of at most 75 octets")


def pages():
    text = (OUT / "markdown").read_text(encoding="utf-8")
    check(text.count("\n# ") + text.startswith("# ") == len(RECORDS) and "Made from: `" in text, "markdown: a page a report")


for step in (claims, tolls_and_terms, acled, ucdp, gdelt, plover, tagged, features, columns, package, annotations, calendar, pages):
    step()
    print(f"{step.__name__}: read and right")
print(f"{len(RECORDS)} records, {len(CLAIMS)} claims, 16 forms")
