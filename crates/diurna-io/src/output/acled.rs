//! A record → rows in ACLED's shape, a row a day of an event.
//!
//! In: a coded record. Out: rows with ACLED's 31 columns. Only what happened, goes on or was tried has rows; events told for no place finer than a country have none,
//! save strategic developments. The dead are one claim's figure, or a policy's; nought where none is told, as ACLED writes it, empty where
//! only words are told ("dozens") and no policy turns them into a number. `notes` tells the quote, who says so, and how figures were split.

mod actors;

use diurna_record::{Claim, Grain, Place};

use self::actors::{Named, named};
use super::cells::{Row, joined};
use super::days::{self, Day};
use super::deeds::{Dead, Deed, deeds, is_deed};
use super::view::View;

/// ACLED's columns.
#[rustfmt::skip]
pub const COLUMNS: [&str; 31] = [
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale",
    "notes", "fatalities", "tags", "timestamp",
];

pub(super) fn rows(view: &View<'_>) -> Vec<Vec<String>> {
    let order = &view.tables.acled.rules.order;
    let rank = |claim: &Claim| {
        let acled = view.codes(claim)?.acled.as_ref().filter(|_| is_deed(claim))?;
        order.iter().position(|event| *event == acled.event)
    };
    deeds(view, rank).iter().flat_map(|deed| of_days(view, deed)).collect()
}

/// An event's type and sub-type.
struct Type<'a> {
    event: &'a str,
    sub: Option<&'a str>,
}

fn of_days(view: &View<'_>, deed: &Deed<'_>) -> Vec<Vec<String>> {
    let place = view.place(deed.claim);
    let Some(acled) = view.codes(deed.claim).and_then(|codes| codes.acled.as_ref()) else { return Vec::new() };
    if place.is_some_and(|place| place.grain == Grain::Country) && acled.event != view.tables.acled.rules.anywhere {
        return Vec::new();
    }
    let days = days::acled(view.when(deed.claim));
    let split = days.len() as u64;
    let dead = dead(deed.dead);
    let row = |(at, day): (usize, &Day)| {
        let mut row = Row::of(&COLUMNS);
        row.set("event_id_cnty", id(view, deed, day, split));
        row.set_some("event_date", day.date).set_some("year", day.year).set_some("time_precision", day.precision);
        actors(view, deed, place, &mut row);
        geography(view, place, &mut row);
        row.set_some("source", view.record.report.publisher.as_ref());
        row.set("notes", notes(view, deed, split));
        // A total over days is divided evenly, and what is left over falls on the first.
        row.set_some("fatalities", dead.map(|dead| dead / split + if at == 0 { dead % split } else { 0 }));
        row.cells()
    };
    days.iter().enumerate().map(row).collect()
}

/// The claim's id, with that of the toll and the day where there are several rows.
fn id(view: &View<'_>, deed: &Deed<'_>, day: &Day, split: u64) -> String {
    let mut id = view.ids.claim(deed.claim.id);
    if let Dead::Toll(toll) = deed.dead {
        id.push_str(&format!("-{}", view.ids.claim(toll.id)));
    }
    if let Some(date) = day.date.filter(|_| split > 1) {
        id.push_str(&format!("-{date}"));
    }
    id
}

/// Nought where nothing is told; `None` where no number is.
fn dead(dead: Dead<'_>) -> Option<u64> {
    match dead {
        Dead::Untold => Some(0),
        Dead::Toll(toll) => toll.count.as_ref().and_then(|count| count.value),
        Dead::Chosen(deaths) => deaths.best,
    }
}

fn actors(view: &View<'_>, deed: &Deed<'_>, place: Option<&Place>, row: &mut Row) {
    let rules = &view.tables.acled.rules;
    let claim = deed.claim;
    let event = view.codes(claim).and_then(|codes| codes.acled.as_ref()).map_or("", |acled| acled.event.as_str());
    let (one, two) = sides(view, claim, event, place);
    let kind = kind_of(view, claim, one.first(), two.first());
    row.set("event_type", kind.event).set_some("sub_event_type", kind.sub);
    let disorder = &view.tables.acled.disorder;
    row.set_some("disorder_type", kind.sub.and_then(|sub| disorder.get(sub)).or_else(|| disorder.get(kind.event)));
    for (side, [actor, assoc, inter]) in
        [(&one, ["actor1", "assoc_actor_1", "inter1"]), (&two, ["actor2", "assoc_actor_2", "inter2"])]
    {
        row.set_some(actor, side.first().map(|named| &named.name));
        row.set(assoc, joined(side.iter().skip(1).map(|named| &named.name)));
        row.set_some(inter, side.first().and_then(|named| named.inter.as_ref()));
    }
    row.set_some("interaction", interaction(view, kind.event, one.first(), two.first()));
    let targeted = two.first().is_some_and(|named| named.inter.as_deref() == Some(rules.civilians.as_str()));
    row.set_some("civilian_targeting", targeted.then_some(&rules.targeting));
}

/// Who acts and on whom; of talks and clashes, the one party and the others. Civilians are the second.
fn sides(view: &View<'_>, claim: &Claim, event: &str, place: Option<&Place>) -> (Vec<Named>, Vec<Named>) {
    let named = |phrases| named(view, phrases, place);
    let (mut one, mut two) = (named(&claim.by), named(&claim.against));
    let with = named(&claim.with);
    if one.is_empty() {
        let mut with = with.into_iter();
        one.extend(with.next());
        if two.is_empty() { two.extend(with) } else { one.extend(with) }
    } else if two.is_empty() {
        two = with;
    } else {
        one.extend(with);
    }
    let rules = &view.tables.acled.rules;
    if let Some(demonstrators) = rules.demonstrators.get(event) {
        one.insert(0, Named::called(view, demonstrators, place));
    }
    let civilians = |side: &[Named]| side.first().is_some_and(|it| it.inter.as_deref() == Some(&rules.civilians));
    if civilians(&one) && !civilians(&two) { (two, one) } else { (one, two) }
}

/// The kind's type, as the rules turn it by who acts and who is hit.
fn kind_of<'a>(view: &View<'a>, claim: &Claim, one: Option<&Named>, two: Option<&Named>) -> Type<'a> {
    let rules = &view.tables.acled.rules;
    let Some(acled) = view.codes(claim).and_then(|codes| codes.acled.as_ref()) else {
        return Type { event: "", sub: None };
    };
    let inter = |named: Option<&Named>| named.and_then(|named| named.inter.clone());
    let takes = acled.subs.contains(&rules.taken.state) && acled.subs.contains(&rules.taken.other);
    if takes {
        let taken = |taker: String| if taker == rules.state { &rules.taken.state } else { &rules.taken.other };
        return Type { event: &acled.event, sub: inter(one).map(taken).map(String::as_str) };
    }
    let fighters = |inter: String| inter != rules.civilians && !rules.demonstrators.values().any(|name| *name == inter);
    let sub = acled.subs.first().map(String::as_str);
    if acled.event == rules.fought.instead_of && one.is_some() && inter(two).is_some_and(fighters) {
        return Type { event: &rules.fought.event, sub: Some(&rules.fought.sub) };
    }
    Type { event: &acled.event, sub }
}

/// "State forces-Rebel group", "Protesters only": the lower number first. Who is not told is not nobody.
fn interaction(view: &View<'_>, event: &str, one: Option<&Named>, two: Option<&Named>) -> Option<String> {
    let acled = &view.tables.acled;
    let one = one?.inter.as_deref()?;
    let Some(two) = two else {
        return (event != acled.rules.fought.event).then(|| acled.rules.alone.replace("{one}", one));
    };
    let two = two.inter.as_deref()?;
    let (one, two) = if acled.number(one) <= acled.number(two) { (one, two) } else { (two, one) };
    Some(acled.rules.both.replace("{one}", one).replace("{two}", two))
}

fn geography(view: &View<'_>, place: Option<&Place>, row: &mut Row) {
    let state = view.state(place);
    row.set_some("iso", state.and_then(|state| state.number));
    row.set_some("region", state.and_then(|state| state.acled.as_ref()));
    row.set_some("country", state.map(|state| &state.name));
    let Some(place) = place else { return };
    let name = place.name.as_ref().unwrap_or(&place.text);
    row.set("location", name);
    row.set_some("admin2", (place.grain == Grain::District).then_some(name));
    let precision = match place.grain {
        Grain::Point | Grain::Settlement => Some(1),
        Grain::District => Some(2),
        Grain::Region => Some(3),
        Grain::Country | Grain::Other => None,
    };
    row.set_some("geo_precision", precision);
    if precision == Some(1) {
        row.set_some("latitude", place.lat.map(|lat| format!("{lat:.4}")));
        row.set_some("longitude", place.lon.map(|lon| format!("{lon:.4}")));
    }
}

/// The quote, who says so, whose figure it is, and how it was split.
fn notes(view: &View<'_>, deed: &Deed<'_>, split: u64) -> String {
    let said = |claim| view.speaker(claim).unwrap_or("the report").to_owned();
    let claim = deed.claim;
    let mut notes = vec![claim.quote.clone(), format!("{}: {}, {}", said(claim), claim.stance, claim.actuality)];
    match deed.dead {
        Dead::Untold => {}
        Dead::Toll(toll) => {
            let words = toll.count.as_ref().map_or(toll.quote.as_str(), |count| &count.text);
            notes.push(format!("killed: \"{words}\" ({}: {}, {})", said(toll), toll.stance, toll.actuality));
        }
        Dead::Chosen(deaths) => notes.push(format!("killed: {}", deaths.told)),
    }
    if split > 1 && dead(deed.dead).is_some_and(|dead| dead > 0) {
        notes.push(format!("figure divided over {split} days"));
    }
    notes.join(". ")
}
