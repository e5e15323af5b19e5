//! Records → a Frictionless data package: a folder of tables and `datapackage.json`.
//!
//! In: records. Out: reports, happenings, claims, evidence, tolls and terms, each a table with its schema; keys lead from evidence and tolls to claims, from
//! claims to happenings and reports. `datapackage.json` comes last and says what the package was made from.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use diurna_record::{Actuality, Claim, Stance};
use serde_json::{Value, json};

use super::cells::{Row, Separator, Sheet};
use super::view::View;
use super::{claims, terms, tolls};

const REPORTS: [&str; 7] = ["report_id", "sha256", "published", "publisher", "title", "url", "language"];
const EVENTS: [&str; 3] = ["event_id", "report_id", "kind"];
const EVIDENCE: [&str; 5] = ["claim_id", "part", "text", "char_start", "char_end"];

/// A table of the package.
struct Resource {
    name: &'static str,
    columns: &'static [&'static str],
    rows: fn(&View<'_>) -> Vec<Vec<String>>,
    key: Option<&'static str>,
    /// Column, table and column that it leads to; an empty name is the table itself.
    leads: &'static [(&'static str, &'static str, &'static str)],
}

#[rustfmt::skip]
const RESOURCES: [Resource; 6] = [
    Resource { name: "reports", columns: &REPORTS, rows: reports, key: None, leads: &[] },
    Resource { name: "events", columns: &EVENTS, rows: events, key: Some("event_id"), leads: &[("report_id", "reports", "report_id")] },
    Resource {
        name: "claims", columns: &claims::COLUMNS, rows: claims::rows, key: Some("claim_id"),
        leads: &[("report_id", "reports", "report_id"), ("event_id", "events", "event_id"), ("of", "", "claim_id"), ("part_of", "", "claim_id")],
    },
    Resource { name: "evidence", columns: &EVIDENCE, rows: evidence, key: None, leads: &[("claim_id", "claims", "claim_id")] },
    Resource {
        name: "tolls", columns: &tolls::COLUMNS, rows: tolls::rows, key: Some("toll_id"),
        leads: &[("toll_id", "claims", "claim_id"), ("event_id", "events", "event_id")],
    },
    Resource { name: "terms", columns: &terms::COLUMNS, rows: terms::rows, key: None, leads: &[("term_id", "claims", "claim_id")] },
];

/// An open package.
pub(super) struct Package {
    folder: PathBuf,
    sheets: Vec<Sheet<BufWriter<File>>>,
}

impl Package {
    pub(super) fn begin(folder: &Path) -> io::Result<Package> {
        fs::create_dir_all(folder)?;
        let sheet = |resource: &Resource| {
            let file = File::create(folder.join(format!("{}.csv", resource.name)))?;
            let mut sheet = Sheet::begin(BufWriter::new(file), Separator::Comma);
            sheet.row(resource.columns)?;
            Ok(sheet)
        };
        let sheets = RESOURCES.iter().map(sheet).collect::<io::Result<Vec<_>>>()?;
        Ok(Package { folder: folder.to_owned(), sheets })
    }

    pub(super) fn write(&mut self, view: &View<'_>) -> io::Result<()> {
        for (resource, sheet) in RESOURCES.iter().zip(&mut self.sheets) {
            (resource.rows)(view).iter().try_for_each(|row| sheet.row(row))?;
        }
        Ok(())
    }

    pub(super) fn end(mut self, made: &Value) -> io::Result<()> {
        self.sheets.iter_mut().try_for_each(Sheet::flush)?;
        let package = json!({
            "profile": "data-package",
            "name": "diurna-claims",
            "title": "Claims of reports: who says that what happened",
            "resources": RESOURCES.iter().map(described).collect::<Vec<_>>(),
            "made": made,
        });
        let laid_out = serde_json::to_string_pretty(&package).map_err(io::Error::other)?;
        fs::write(self.folder.join("datapackage.json"), format!("{laid_out}\n"))
    }
}

fn described(resource: &Resource) -> Value {
    let lead = |(column, table, of): &(&str, &str, &str)| json!({"fields": [column], "reference": {"resource": table, "fields": [of]}});
    let mut schema = json!({
        "fields": resource.columns.iter().map(|column| field(column)).collect::<Vec<_>>(),
        "missingValues": [""],
    });
    if let Some(key) = resource.key {
        schema["primaryKey"] = json!([key]);
    }
    if !resource.leads.is_empty() {
        schema["foreignKeys"] = resource.leads.iter().map(lead).collect();
    }
    json!({
        "name": resource.name,
        "path": format!("{}.csv", resource.name),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    })
}

fn field(column: &str) -> Value {
    let kind = match column {
        "published" | "from" | "to" | "as_of" | "status_date" => "date",
        "lat" | "lon" | "chance" => "number",
        "value" | "max" | "min" | "char_start" | "char_end" => "integer",
        "background" => "boolean",
        _ => "string",
    };
    let mut field = json!({"name": column, "type": kind});
    let words: Option<Vec<&str>> = match column {
        "stance" => Some(Stance::ALL.iter().map(|stance| stance.as_str()).collect()),
        "actuality" => Some(Actuality::ALL.iter().map(|actuality| actuality.as_str()).collect()),
        _ => None,
    };
    if let Some(words) = words {
        field["constraints"] = json!({"enum": words});
    }
    field
}

fn reports(view: &View<'_>) -> Vec<Vec<String>> {
    let report = &view.record.report;
    let mut row = Row::of(&REPORTS);
    row.set("report_id", &report.id).set("sha256", &report.sha256).set_some("published", report.published);
    row.set_some("publisher", report.publisher.as_ref()).set_some("title", report.title.as_ref());
    row.set_some("url", report.url.as_ref()).set_some("language", report.language.as_ref());
    vec![row.cells()]
}

/// A row a happening, with the kind of its first claim that is no toll.
fn events(view: &View<'_>) -> Vec<Vec<String>> {
    let claims = &view.record.claims;
    let mut order: Vec<&Claim> = Vec::new();
    for claim in claims {
        if !order.iter().any(|first| first.event == claim.event) {
            order.push(claim);
        }
    }
    let row = |first: &Claim| {
        let named = claims.iter().find(|claim| claim.event == first.event && !claim.kind.is_toll());
        let mut row = Row::of(&EVENTS);
        row.set("event_id", view.ids.event(first.event)).set("report_id", &view.record.report.id);
        row.set("kind", &named.unwrap_or(first).kind);
        row.cells()
    };
    order.into_iter().map(row).collect()
}

/// A row for each stretch of the text that a claim rests on.
fn evidence(view: &View<'_>) -> Vec<Vec<String>> {
    view.record.claims.iter().flat_map(|claim| stretches(view, claim)).collect()
}

fn stretches(view: &View<'_>, claim: &Claim) -> Vec<Vec<String>> {
    let mut stretches = vec![("quote", claim.at, &claim.quote), ("anchor", claim.anchor.at, &claim.anchor.text)];
    stretches.extend(claim.speaker.iter().map(|speaker| ("speaker", speaker.at, &speaker.text)));
    stretches.extend(claim.cue.iter().map(|cue| ("cue", cue.at, &cue.text)));
    stretches.extend(claim.condition.iter().map(|words| ("if", words.at, &words.text)));
    let sides = [
        ("via", &claim.via),
        ("by", &claim.by),
        ("against", &claim.against),
        ("with", &claim.with),
        ("means", &claim.means),
    ];
    for (part, phrases) in sides {
        stretches.extend(phrases.iter().map(|phrase| (part, phrase.at, &phrase.text)));
    }
    stretches.extend(claim.place.iter().map(|place| ("place", place.at, &place.text)));
    stretches.extend(claim.when.iter().map(|when| ("when", when.at, &when.text)));
    stretches.extend(claim.count.iter().map(|count| ("count", count.at, &count.text)));
    let row = |(part, at, text): (&str, diurna_text::Span, &String)| {
        let [start, end] = view.points.at(at);
        let mut row = Row::of(&EVIDENCE);
        row.set("claim_id", view.ids.claim(claim.id)).set("part", part).set("text", text);
        row.set("char_start", start).set("char_end", end);
        row.cells()
    };
    stretches.into_iter().map(row).collect()
}
