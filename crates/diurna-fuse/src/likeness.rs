//! How likely it is that two happenings of different reports are one.
//!
//! In: two happenings, each with its report. Out: a sum of weights in nats, or `None` where something keeps them apart: kinds that never
//! tell of one happening, days that exclude each other, states that differ. It looks at nothing but the two, so that the answer
//! stays the same whatever else is reported.

use crate::days_between;
use crate::told::{Happening, Spot, Told, hash};
use crate::words::Words;
use diurna_record::Grain;
use jiff::civil::Date;

/// A happening in its report.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub told: &'a Told,
    pub happening: &'a Happening,
}

/// The names that two reports share, by their rarity.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Shared {
    /// The sum of the rarities.
    pub sum: f64,
    /// The cosine of the two lists of names.
    pub cosine: f64,
    /// The sum as a share of the lesser list's.
    pub part: f64,
}

/// What speaks for two happenings being one, each as a number.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Features {
    pub kind: f64,
    pub day: f64,
    pub days: f64,
    pub near_day: f64,
    pub gap: f64,
    pub place: f64,
    pub holds: f64,
    pub elsewhere: f64,
    pub mood: f64,
    pub related: f64,
    pub party: f64,
    pub words: f64,
    pub figure: f64,
    pub counts: f64,
    pub context: f64,
    pub cosine: f64,
    pub part: f64,
}

impl Features {
    /// The features in the order of [`crate::FEATURES`].
    pub fn list(&self) -> [f64; 17] {
        [
            self.kind,
            self.day,
            self.days,
            self.near_day,
            self.gap,
            self.place,
            self.holds,
            self.elsewhere,
            self.party,
            self.words,
            self.figure,
            self.context,
            self.mood,
            self.related,
            self.counts,
            self.cosine,
            self.part,
        ]
    }
}

/// The sum of weights that speaks for two happenings being one; `None` where something keeps them apart.
pub(crate) fn likeness(one: Seen, two: Seen, shared: &Shared, words: &Words) -> Option<f64> {
    let seen = features(one, two, shared, words)?;
    let weigh = &words.likeness.happening;
    Some(
        weigh.start
            + weigh.kind * seen.kind
            + weigh.day * seen.day
            + weigh.days * seen.days
            + weigh.near_day * seen.near_day
            + weigh.gap * seen.gap
            + weigh.place * seen.place
            + weigh.holds * seen.holds
            + weigh.elsewhere * seen.elsewhere
            + weigh.mood * seen.mood
            + weigh.related * seen.related
            + weigh.party * seen.party
            + weigh.words * seen.words
            + weigh.figure * seen.figure
            + weigh.counts * seen.counts
            + weigh.context * seen.context
            + weigh.cosine * seen.cosine
            + weigh.part * seen.part,
    )
}

/// What speaks for two happenings being one; `None` where something keeps them apart.
pub(crate) fn features(one: Seen, two: Seen, names: &Shared, words: &Words) -> Option<Features> {
    let groups = one.happening.groups & two.happening.groups;
    if groups == 0 {
        return None;
    }
    let mut seen = Features::default();
    let same = one.happening.acts.iter().any(|kind| two.happening.acts.contains(kind));
    let tolls = (one.happening.acts.is_empty() || two.happening.acts.is_empty())
        && one.happening.kinds.iter().any(|kind| kind.is_toll() && two.happening.kinds.contains(kind));
    let loose = words.kin.is_loose(groups);
    if !loose && !same && !tolls {
        return None;
    }
    seen.kind = match same || tolls {
        true if loose => 1.0,
        true => RARE,
        false => 0.0,
    };
    seen.related = f64::from(u8::from(!same && !tolls));
    time(one, two, words, &mut seen)?;
    let dated = seen.day + seen.days + seen.near_day > 0.0;
    let real = one.happening.real && two.happening.real;
    seen.mood = f64::from(u8::from(!real && !dated));
    place(one, two, &mut seen)?;
    seen.party = f64::from(u8::from(meet(&one.happening.named, &two.happening.named) > 0));
    let fewer = one.happening.stems.len().min(two.happening.stems.len());
    let shared = meet(&one.happening.stems, &two.happening.stems);
    seen.words = shared as f64 / (fewer.max(3)) as f64;
    let equal = one.happening.figures.iter().any(|figure| two.happening.figures.contains(figure));
    seen.figure = f64::from(u8::from(equal));
    seen.counts = f64::from(u8::from(meet(&one.happening.counted, &two.happening.counted) > 0));
    seen.context = names.sum.min(words.likeness.happening.context_most);
    let history = one.happening.background || two.happening.background;
    seen.cosine = if history { names.cosine.max(RECALLED) } else { names.cosine };
    seen.part = if history { names.part.max(RECALLED) } else { names.part };
    Some(seen)
}

/// How much more a shared kind says that is seldom told than one of a loose group.
const RARE: f64 = 1.6;

/// How alike two reports are taken to be, at least, where one only recalls the happening: the rest of it is about something else.
const RECALLED: f64 = 0.3;

/// How many elements two sorted lists share.
fn meet(one: &[u64], two: &[u64]) -> usize {
    one.iter().filter(|it| two.binary_search(it).is_ok()).count()
}

fn time(one: Seen, two: Seen, words: &Words, seen: &mut Features) -> Option<()> {
    let undated = words.likeness.window.undated;
    let published = |it: Seen| it.told.marks.published;
    match (one.happening.span, two.happening.span) {
        (Some(first), Some(second)) => {
            let apart = days_between(first.1, second.0).max(days_between(second.1, first.0));
            let wide = days_between(first.0, first.1).max(days_between(second.0, second.1));
            match apart {
                _ if apart > 1 => return None,
                1 => seen.near_day = 1.0,
                _ if wide <= 3 => seen.day = 1.0,
                _ => seen.days = 1.0,
            }
        }
        (Some(days), None) => undated_against(days, two, undated, seen)?,
        (None, Some(days)) => undated_against(days, one, undated, seen)?,
        (None, None) => {
            if let (Some(first), Some(second)) = (published(one), published(two)) {
                let gap = days_between(first, second).abs();
                let history = one.happening.background || two.happening.background;
                if gap > words.likeness.window.days || (!history && gap > 3 * undated) {
                    return None;
                }
                seen.gap = f64::from(gap);
            }
        }
    }
    Some(())
}

/// An undated happening lies shortly before its report, history any time before it.
fn undated_against(days: (Date, Date), it: Seen, undated: i32, seen: &mut Features) -> Option<()> {
    let Some(published) = it.told.marks.published else { return Some(()) };
    let after = days_between(days.0, published);
    if after < -1 || (!it.happening.background && after > 3 * undated) {
        return None;
    }
    seen.gap = f64::from(if it.happening.background { after.min(undated) } else { after });
    Some(())
}

fn place(one: Seen, two: Seen, seen: &mut Features) -> Option<()> {
    let spots = |it: Seen<'_>| {
        it.happening.spots.iter().filter_map(|&at| it.told.claims[at].spot.clone()).collect::<Vec<Spot>>()
    };
    let (first, second) = (spots(one), spots(two));
    let (told, other) = (one.told, two.told);
    let lie = |one: &Spot, two: &Spot| match relation(one, two) {
        Relation::Open if mentions(other, one) || mentions(told, two) => Relation::Holds,
        relation => relation,
    };
    let signed = |it: Seen| it.happening.signed;
    if signed(one) || signed(two) {
        let same = first.iter().any(|one| second.iter().any(|two| lie(one, two) == Relation::Same));
        seen.place = f64::from(u8::from(same));
        return Some(());
    }
    let best = first.iter().flat_map(|one| second.iter().map(move |two| lie(one, two))).max();
    match best {
        Some(Relation::Same) => seen.place = 1.0,
        Some(Relation::Holds) => seen.holds = 1.0,
        Some(Relation::Elsewhere) => seen.elsewhere = 1.0,
        Some(Relation::Abroad) => return None,
        None => {
            let named = |spots: &[Spot], told: &Told| {
                spots.iter().any(|spot| spot.grain != Grain::Country && mentions(told, spot))
            };
            seen.holds = f64::from(u8::from(named(&first, other) || named(&second, told)));
        }
        Some(Relation::Open) => {}
    }
    Some(())
}

/// Whether a report names a place, so that its own smaller place may well lie there.
fn mentions(told: &Told, spot: &Spot) -> bool {
    !spot.stems.is_empty() && spot.stems.iter().all(|stem| told.marks.context.binary_search(&hash(stem)).is_ok())
}

/// How two places lie to each other, the further apart first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Relation {
    /// In two states.
    Abroad,
    /// Two places apart in one state.
    Elsewhere,
    /// Nothing tells.
    Open,
    /// One may well hold the other.
    Holds,
    /// One place, or one within the other by name.
    Same,
}

/// How far apart two named points still are one place, in kilometres.
const NEAR: f64 = 25.0;

pub(crate) fn relation(one: &Spot, two: &Spot) -> Relation {
    let countries = one.country.as_ref().zip(two.country.as_ref());
    let named = !one.stems.is_empty() && !two.stems.is_empty();
    let within = |small: &Spot, large: &Spot| small.stems.iter().all(|stem| large.stems.contains(stem));
    let alike = named && (within(one, two) || within(two, one));
    if alike && one.grain != Grain::Country && two.grain != Grain::Country {
        return if countries.is_some_and(|(one, two)| one != two) { Relation::Open } else { Relation::Same };
    }
    if countries.is_some_and(|(one, two)| one != two) {
        return Relation::Abroad;
    }
    if let (Some((lat, lon)), Some((north, east))) = (one.at, two.at) {
        let apart = diurna_record::score::kilometres((lat, lon), (north, east));
        return if apart <= NEAR { Relation::Same } else { Relation::Elsewhere };
    }
    let small = |spot: &Spot| matches!(spot.grain, Grain::Point | Grain::Settlement);
    let large = |spot: &Spot| matches!(spot.grain, Grain::Region | Grain::District);
    match () {
        _ if one.grain == Grain::Country || two.grain == Grain::Country => Relation::Open,
        _ if small(one) && small(two) => Relation::Elsewhere,
        _ if large(one) && large(two) => Relation::Elsewhere,
        _ => Relation::Open,
    }
}
