//! A record → rows in the shape of UCDP's georeferenced events, a row an event with its dead.
//!
//! In: a coded record. Out: rows with UCDP's 49 columns. An event is a use of armed force that happened or goes on and for which at least one death is told; a row is
//! one figure of one speaker, or what a policy makes of them, and its whole figure stands in one of the four columns of the dead: nothing is
//! added up. `source_original` is whom the reporter cites, for
//! the event and for the figure. Numbers that only UCDP gives (conflicts, dyads) stay empty.

use diurna_record::{ArmedForce, Claim, Count, Grain, Phrase, Place};

use super::cells::{Row, joined};
use super::days;
use super::deeds::{Dead, Deed, bounds, deeds, is_deed};
use super::ids::number;
use super::view::{Party, View};
use crate::codes::{Side, State};

/// UCDP's columns.
#[rustfmt::skip]
pub const COLUMNS: [&str; 49] = [
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec",
    "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
];

pub(super) fn rows(view: &View<'_>) -> Vec<Vec<String>> {
    let rank = |claim: &Claim| view.codes(claim)?.force.filter(|_| is_deed(claim)).map(|_| 0);
    let told = deeds(view, rank).into_iter().map(|deed| (figure(deed.dead), deed));
    told.filter(|(figure, _)| figure.kills()).map(|(figure, deed)| row(view, &deed, figure)).collect()
}

/// The lowest, the taken and the highest number of dead.
#[derive(Clone, Copy, Default)]
struct Figure {
    low: Option<u64>,
    best: Option<u64>,
    high: Option<u64>,
}

impl Figure {
    fn kills(self) -> bool {
        [self.low, self.best, self.high].into_iter().flatten().any(|dead| dead > 0)
    }
}

fn figure(dead: Dead<'_>) -> Figure {
    match dead {
        Dead::Untold => Figure::default(),
        Dead::Chosen(deaths) => Figure { low: deaths.low, best: deaths.best, high: deaths.high },
        Dead::Toll(toll) => toll.count.as_ref().map_or_else(Figure::default, of_count),
    }
}

/// A range has bounds and no best figure.
fn of_count(count: &Count) -> Figure {
    let (low, high) = bounds(count);
    let best = count.value.filter(|_| count.max.is_none());
    Figure { low, best, high }
}

fn row(view: &View<'_>, deed: &Deed<'_>, figure: Figure) -> Vec<String> {
    let claim = deed.claim;
    let mut row = Row::of(&COLUMNS);
    let mut id = view.ids.claim(claim.id);
    if let Dead::Toll(toll) = deed.dead {
        id.push_str(&format!("-{}", view.ids.claim(toll.id)));
    }
    row.set("id", number(&id)).set("relid", id);
    let sides = Sides::of(view, claim);
    sides.fill(view, claim, &mut row);
    sources(view, deed, &mut row);
    let precise = place(view, view.place(claim), &mut row) & dates(view, claim, &mut row);
    row.set("event_clarity", if precise { 1 } else { 2 });
    row.set(sides.column(view, deed), figure.best.map_or_else(String::new, |best| best.to_string()));
    row.set_some("best", figure.best).set_some("high", figure.high).set_some("low", figure.low);
    row.cells()
}

/// The two sides of an event, a government first.
struct Sides<'a> {
    a: Option<Party<'a>>,
    b: Option<Party<'a>>,
}

impl<'a> Sides<'a> {
    fn of(view: &View<'a>, claim: &'a Claim) -> Sides<'a> {
        let actor = |phrases: &'a [Phrase]| view.actors(phrases).into_iter().next();
        let (by, against) = (actor(&claim.by), actor(&claim.against));
        let mut with = view.actors(&claim.with).into_iter();
        let a = by.or_else(|| with.next());
        let b = against.or_else(|| with.next());
        // Nobody is both sides: then only one is told.
        let b = b.filter(|b| a.as_ref().is_none_or(|a| a.name != b.name));
        let state = |party: &Option<Party>| party.as_ref().and_then(|party| side(view, party)) == Some(Side::State);
        if state(&b) && !state(&a) { Sides { a: b, b: a } } else { Sides { a, b } }
    }

    fn fill(&self, view: &View<'_>, claim: &Claim, row: &mut Row) {
        let sort = |party: &Option<Party>| party.as_ref().and_then(|party| side(view, party));
        let force = view.codes(claim).and_then(|codes| codes.force);
        let kind = match (sort(&self.a), sort(&self.b)) {
            (_, Some(Side::Civilians)) => Some(3),
            (Some(Side::State), Some(_)) => Some(1),
            (Some(Side::Group), Some(_)) => Some(2),
            (_, None) if force == Some(ArmedForce::OneSided) => Some(3),
            _ => None,
        };
        row.set_some("type_of_violence", kind);
        let name = |party: &Party| match (side(view, party), party.state) {
            (Some(Side::State), Some(state)) => view.tables.ucdp.government(&state.name),
            (Some(Side::Civilians), _) => view.tables.ucdp.people().to_owned(),
            _ => party.name.to_owned(),
        };
        let names = (self.a.as_ref().map(name), self.b.as_ref().map(name));
        if let (Some(a), Some(b)) = &names {
            row.set("dyad_name", format!("{a} - {b}"));
        }
        row.set_some("side_a", names.0).set_some("side_b", names.1);
        let number = |party: &Option<Party>| {
            party.as_ref().filter(|party| side(view, party) == Some(Side::State)).and_then(|party| party.state?.gw)
        };
        row.set_some("gwnoa", number(&self.a)).set_some("gwnob", number(&self.b));
    }

    /// Where the dead are counted: with the side they are told to be of, as civilians, or as unknown.
    fn column(&self, view: &View<'_>, deed: &Deed<'_>) -> &'static str {
        let Dead::Toll(toll) = deed.dead else { return "deaths_unknown" };
        let who = toll.count.as_ref().and_then(|count| count.who.as_deref());
        if who.is_some_and(|who| view.tables.ucdp.are_civilians(who)) {
            return "deaths_civilians";
        }
        let dead = view.actors(&toll.against).into_iter().next();
        let of = |party: &Option<Party>| matches!((party, &dead), (Some(party), Some(dead)) if same(party, dead));
        match (who.is_some(), of(&self.a), of(&self.b)) {
            (true, true, false) => "deaths_a",
            (true, false, true) => "deaths_b",
            _ => "deaths_unknown",
        }
    }
}

/// Whether two parties are parts of one.
fn same(one: &Party<'_>, other: &Party<'_>) -> bool {
    let key = |party: &Party<'_>| party.actor.and_then(|actor| actor.key.clone());
    one.actor.map(|actor| actor.id) == other.actor.map(|actor| actor.id)
        || (key(one).is_some() && key(one) == key(other))
}

fn side(view: &View<'_>, party: &Party<'_>) -> Option<Side> {
    view.tables.ucdp.side(party.sectors())
}

fn sources(view: &View<'_>, deed: &Deed<'_>, row: &mut Row) {
    let report = &view.record.report;
    let known = [report.publisher.clone(), report.published.map(|day| day.to_string()), report.title.clone()];
    let article = known.iter().flatten().map(String::as_str).collect::<Vec<_>>().join(",");
    row.set("number_of_sources", 1).set("source_article", article);
    let [office, date, headline] = known;
    row.set_some("source_office", office).set_some("source_date", date).set_some("source_headline", headline);
    let mut cited: Vec<&str> = view.speaker(deed.claim).into_iter().collect();
    if let Dead::Toll(toll) = deed.dead {
        cited.extend(view.speaker(toll).filter(|speaker| !cited.contains(speaker)));
    }
    row.set("source_original", joined(cited));
}

/// Fills the place, and says whether it is a limited one.
fn place(view: &View<'_>, place: Option<&Place>, row: &mut Row) -> bool {
    let state: Option<&State> = view.state(place);
    row.set_some("country", state.map(|state| &state.name));
    row.set_some("country_id", state.and_then(|state| state.gw));
    row.set_some("region", state.and_then(|state| state.ucdp.as_ref()));
    let Some(place) = place else { return false };
    let precision = match place.grain {
        Grain::Point | Grain::Settlement => Some(1),
        Grain::District => Some(3),
        // A first-order division and a region without fixed borders are not told apart: the coarser one is certain.
        Grain::Region => Some(5),
        Grain::Country => Some(6),
        Grain::Other => None,
    };
    let name = place.name.as_ref().unwrap_or(&place.text);
    row.set_some("where_prec", precision).set("where_coordinates", name).set("where_description", &place.text);
    row.set_some("adm_2", (place.grain == Grain::District).then_some(name));
    if let (Some(1), Some(lat), Some(lon)) = (precision, place.lat, place.lon) {
        row.set("latitude", format!("{lat:.6}")).set("longitude", format!("{lon:.6}"));
        row.set("geom_wkt", format!("POINT ({lon:.6} {lat:.6})"));
        row.set_some("priogrid_gid", priogrid(lat, lon));
    }
    precision.is_some_and(|precision| precision <= 3)
}

/// The cell of PRIO-GRID (half a degree a side, counted from the south-west corner, 720 a row).
fn priogrid(lat: f64, lon: f64) -> Option<u32> {
    if !(-90.0..90.0).contains(&lat) || !(-180.0..180.0).contains(&lon) {
        return None;
    }
    let (row, column) = (((lat + 90.0) * 2.0).floor() as u32, ((lon + 180.0) * 2.0).floor() as u32);
    Some(row * 720 + column + 1)
}

/// Fills the days, and says whether they are few.
fn dates(view: &View<'_>, claim: &Claim, row: &mut Row) -> bool {
    let Some(when) = view.when(claim) else { return false };
    row.set_some("date_start", when.from).set_some("date_end", when.to);
    row.set_some("year", when.from.map(|day| day.year()));
    let (Some(from), Some(to)) = (when.from, when.to) else { return false };
    let precision = days::ucdp_precision(from, to);
    row.set("date_prec", precision);
    precision <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_of_the_grid_is_counted_from_the_south_west() {
        assert_eq!((priogrid(-90.0, -180.0), priogrid(-89.9, -179.4)), (Some(1), Some(2)));
        assert_eq!((priogrid(4.74, 45.20), priogrid(91.0, 0.0)), (Some(189 * 720 + 451), None));
    }

    #[test]
    fn a_bound_is_no_best_figure_of_a_range() {
        let count = Count { op: Some(diurna_record::Op::Range), value: Some(30), max: Some(40), ..Count::default() };
        let figure = of_count(&count);
        assert_eq!((figure.low, figure.best, figure.high), (Some(30), None, Some(40)));
    }
}
