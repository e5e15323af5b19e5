//! A row of GDELT's events, 61 columns (2.0) or 58 (1.0), as a record.
//!
//! In: the row. Out: a record with one claim, at the place of the action; a point only for what GDELT takes for a city.

use diurna_record::{Grain, Place, Record, ReportMeta};
use diurna_text::Span;

use super::{Coded, Coder, Side, day, record};
use crate::codes::Tables;
use crate::output::GDELT_COLUMNS;

/// How many columns 1.0 has: those of 2.0 without the three of second divisions.
const OF_1_0: usize = 58;

pub(super) fn row(line: &str, cells: &[Span], tables: &Tables) -> Option<Record> {
    if cells.len() != GDELT_COLUMNS.len() && cells.len() != OF_1_0 {
        return None;
    }
    let names = GDELT_COLUMNS.iter().filter(|name| cells.len() != OF_1_0 || !name.ends_with("_ADM2Code"));
    let names: Vec<&str> = names.copied().collect();
    let at =
        |name: &str| cells.get(names.iter().position(|of| *of == name)?).copied().filter(|at| at.start() < at.end());
    let text = |name: &str| at(name).map(|at| at.of(line));
    let side = |number: u8| {
        let code = at(&format!("Actor{number}Code"))?;
        let at = at(&format!("Actor{number}Name")).unwrap_or(code);
        Some(Side { at, code: code.of(line).to_owned() })
    };
    let event = Coded {
        code: at("EventCode")?,
        quote: Span::within(line, 0, line.len())?,
        day: at("SQLDATE").and_then(|at| Some((at, day(at.of(line))?))),
        source: side(1),
        target: side(2),
    };
    let report = ReportMeta {
        id: text("GLOBALEVENTID")?.to_owned(),
        url: text("SOURCEURL").map(str::to_owned),
        published: text("DATEADDED").and_then(day),
        ..ReportMeta::default()
    };
    let mut record = record(Coder::Gdelt, report, line, &[event], tables);
    let place = at("ActionGeo_FullName").map(|at| {
        let grain = match text("ActionGeo_Type") {
            Some("1") => Grain::Country,
            Some("2" | "5") => Grain::Region,
            Some("3" | "4") => Grain::Settlement,
            _ => Grain::Other,
        };
        let point = |name: &str| text(name)?.parse().ok().filter(|_| grain == Grain::Settlement);
        let country = text("ActionGeo_CountryCode");
        Place {
            at,
            text: at.of(line).to_owned(),
            name: at.of(line).split(", ").next().map(str::to_owned),
            country: tables.alpha2(|state| country.is_some() && state.fips.as_deref() == country).map(str::to_owned),
            lat: point("ActionGeo_Lat"),
            lon: point("ActionGeo_Long"),
            grain,
            ..Place::default()
        }
    });
    record.claims.iter_mut().for_each(|claim| claim.place = place.clone());
    Some(record)
}
