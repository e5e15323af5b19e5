//! The export dialog: a form, whose state, the first rows before anything is saved, and what to know of them.
//!
//! How a form is written is not known here: the program that opens the pages hands in its forms as [`Exports`].

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use diurna_fuse::policy::Policy;
use diurna_io::store::{ReportId, Store, StoreError, Summary, View};
use diurna_record::{Op, Reviewed, When};
use serde::Deserialize;

use crate::house::{House, Trouble};
use crate::shell::{Screen, Shell};

/// Rows of the preview.
const ROWS: usize = 12;
/// Reports read for the preview at most.
const REPORTS: usize = 12;

/// Records in the order they came.
pub type Records<'a> = &'a mut dyn Iterator<Item = Result<Reviewed, StoreError>>;

/// Writes records in the form of this word, with differing figures chosen by this policy.
pub type Writer = dyn Fn(&str, Policy, Records<'_>, Box<dyn Write + Send>) -> io::Result<()> + Send + Sync;

/// The forms a record can be saved in.
pub struct Exports {
    /// The forms.
    pub forms: Vec<Form>,
    /// How they are written.
    pub write: Box<Writer>,
}

/// One form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Form {
    /// Its word: "claims".
    pub word: String,
    /// How a file of it ends, without the full stop.
    pub ending: String,
}

/// What is asked.
#[derive(Deserialize, Default, Clone)]
pub(crate) struct Asked {
    #[serde(default, rename = "as")]
    form: String,
    #[serde(default)]
    raw: String,
    #[serde(default)]
    policy: String,
}

impl Asked {
    fn view(&self) -> View {
        if self.raw == "yes" { View::Machine } else { View::Corrected }
    }

    fn policy(&self) -> Policy {
        Policy::parse(&self.policy).unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "export.html")]
struct Page {
    shell: Shell,
    forms: Vec<Form>,
    policies: Vec<&'static str>,
    asked: Asked,
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
    lines: Vec<String>,
    warnings: Vec<String>,
    part: bool,
}

/// The dialog.
pub(crate) async fn page(
    State(house): State<House>,
    Query(mut asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Html<String>, Trouble> {
    let forms = house.exports().forms.clone();
    let Some(form) = forms.iter().find(|form| form.word == asked.form).or(forms.first()).cloned() else {
        return Err(Trouble(StatusCode::NOT_FOUND, "this program has no forms to save in".into()));
    };
    asked.form = form.word.clone();
    asked.policy = asked.policy().name().to_owned();
    let (inner, view, policy) = (house.clone(), asked.view(), asked.policy());
    let (bytes, warnings, part) = house.read(move |store| preview(&inner, store, (&form.word, policy), &view)).await?;
    let text = String::from_utf8_lossy(&bytes);
    let (heads, rows, lines) = shown(&text, &asked.form, &forms);
    let shell = Shell::of(&house, &headers, Screen::Export);
    Ok(Html(
        Page {
            shell,
            forms,
            policies: Policy::ALL.map(Policy::name).to_vec(),
            asked,
            heads,
            rows,
            lines,
            warnings,
            part,
        }
        .render()?,
    ))
}

/// The whole file.
pub(crate) async fn file(State(house): State<House>, Query(asked): Query<Asked>) -> Result<Response, Trouble> {
    let found = house.exports().forms.iter().find(|form| form.word == asked.form).cloned();
    let form = found.ok_or_else(|| Trouble(StatusCode::NOT_FOUND, "there is no such form".into()))?;
    let (inner, view, policy, word) = (house.clone(), asked.view(), asked.policy(), form.word.clone());
    let bytes = house
        .read(move |store| {
            let mut records = store.records(view)?;
            written(&inner, (&word, policy), &mut records)
        })
        .await?;
    let raw = if asked.raw == "yes" { "-raw" } else { "" };
    let plain: String =
        house.name().chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    let name = format!("attachment; filename=\"{plain}-{}{raw}.{}\"", form.word, form.ending);
    let headers = [(header::CONTENT_TYPE, "application/octet-stream".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, bytes).into_response())
}

/// Bytes that several hands may hold while they are written.
#[derive(Clone, Default)]
struct Sheet(Arc<Mutex<Vec<u8>>>);

impl Write for Sheet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn written(house: &House, (word, policy): (&str, Policy), records: Records<'_>) -> Result<Vec<u8>, StoreError> {
    let sheet = Sheet::default();
    let write = &house.exports().write;
    write(word, policy, records, Box::new(sheet.clone())).map_err(|error| StoreError::Refused(error.to_string()))?;
    Ok(std::mem::take(&mut *sheet.0.lock().unwrap_or_else(PoisonError::into_inner)))
}

fn preview(
    house: &House,
    store: &Store,
    form: (&str, Policy),
    view: &View,
) -> Result<(Vec<u8>, Vec<String>, bool), StoreError> {
    let ids: Vec<ReportId> = store.ids()?;
    let first = ids.iter().take(REPORTS).map(|&id| store.reviewed(id, view)).collect::<Result<Vec<_>, _>>()?;
    let warnings = warnings(&store.summary()?, &first, ids.len(), view);
    let bytes = written(house, form, &mut first.into_iter().map(Ok))?;
    Ok((bytes, warnings, ids.len() > REPORTS))
}

/// What to know before rows are used.
fn warnings(summary: &Summary, first: &[Reviewed], reports: usize, view: &View) -> Vec<String> {
    let claims = || first.iter().flat_map(|reviewed| &reviewed.record.claims);
    let mut warnings = Vec::new();
    if *view == View::Machine {
        warnings.push("corrections are left out: this is what the machine made".to_owned());
    }
    if summary.unreviewed > 0 {
        warnings.push(format!("{} of {} claims are unreviewed", summary.unreviewed, summary.claims));
    }
    if summary.unattached > 0 {
        warnings.push(format!("{} corrections found no place and are not in it", summary.unattached));
    }
    let several = |when: &When| when.from.is_some() && when.to.is_some() && when.from != when.to;
    let days = claims().filter(|claim| claim.when.as_ref().is_some_and(several)).count();
    let open = claims().filter_map(|claim| claim.count.as_ref());
    let open = open.filter(|count| matches!(count.op, Some(Op::AtLeast | Op::More))).count();
    let vague = claims().filter_map(|claim| claim.count.as_ref()).filter(|count| count.value.is_none()).count();
    let of = format!("in the first {} of {reports} reports", first.len());
    for (n, what) in [
        (days, "claims span several days: a table with one day a row splits them or takes the first"),
        (open, "figures are open upwards: their high bound is unknown"),
        (vague, "figures are words without a number: their cells stay empty"),
    ] {
        if n > 0 {
            warnings.push(format!("{n} {what} ({of})"));
        }
    }
    warnings
}

/// The first rows of a table, or the first lines of another form.
fn shown(text: &str, word: &str, forms: &[Form]) -> (Vec<String>, Vec<Vec<String>>, Vec<String>) {
    let ending = forms.iter().find(|form| form.word == word).map_or("", |form| form.ending.as_str());
    let separator = match ending {
        // Bytes for programs.
        "parquet" => return (Vec::new(), Vec::new(), Vec::new()),
        "csv" => b',',
        "tsv" | "CSV" => b'\t',
        _ => {
            let lines = text.lines().take(4 * ROWS).map(|line| line.chars().take(400).collect());
            return (Vec::new(), Vec::new(), lines.collect());
        }
    };
    let mut table =
        csv::ReaderBuilder::new().delimiter(separator).flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut rows: Vec<Vec<String>> =
        table.records().flatten().take(ROWS + 1).map(|row| row.iter().map(str::to_owned).collect()).collect();
    let heads = if ending == "CSV" || rows.is_empty() { Vec::new() } else { rows.remove(0) };
    (heads, rows, Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use diurna_record::{Claim, Count, Record};

    #[test]
    fn one_is_told_what_rows_do_not_say() {
        let count = Count { op: Some(Op::AtLeast), value: Some(12), ..Count::default() };
        let record = Record { claims: vec![Claim { count: Some(count), ..Claim::default() }], ..Record::default() };
        let summary = Summary { claims: 9, unreviewed: 3, ..Summary::default() };
        let told = warnings(&summary, &[Reviewed::from(record)], 40, &View::Corrected);
        assert_eq!(told.len(), 2);
        assert!(told[0].starts_with("3 of 9") && told[1].contains("open upwards"));
    }

    #[test]
    fn a_table_is_shown_as_one_and_other_forms_as_lines() {
        let form = |ending: &str| [Form { word: "claims".into(), ending: ending.into() }];
        let (heads, rows, _) = shown("a,b\n1,\"x, y\"\n", "claims", &form("csv"));
        assert_eq!(
            (heads, rows),
            (vec!["a".to_owned(), "b".to_owned()], vec![vec!["1".to_owned(), "x, y".to_owned()]])
        );
        assert_eq!(shown("{}\n{}\n", "claims", &form("jsonl")).2.len(), 2);
    }
}
