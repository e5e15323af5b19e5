//! MUC-4: attacks, bombings, kidnappings in news of Latin America, slot by slot.
//!
//! In: a folder with the messages (all capitals) and their 25-slot keys, or GTT's JSON lines. Out: an F1 a slot, over the fillers of all
//! templates of a message together: a wanted filler is found where one of ours means it, one of ours is right where it means a wanted
//! one. Words mean the same where one holds the other, word for word. `n` is the number of messages.
//!
//! A message's fillers are taken from its claims of incidents that happened or were tried (fighting, harm, destroyed and looted property, and
//! their tolls), whoever says so, but not from denials. By and means of these are perpetrators and instruments: an organisation
//! is who the tables know, an individual who they do not. Whom they are against are human targets, or physical ones where they are
//! things. Dates are right where a wanted day lies in ours, places where the most exact wanted name, or the state if there is no
//! other, is in ours. `dead` and `injured` are the numbers told of each target that has one.

mod keys;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use diurna::Coder;
use diurna_record::{Actuality, Claim, Phrase, Record, Stance};
use diurna_text::Report;
use jiff::civil::Date;

use self::keys::{Filler, Message, Slot, messages};
use super::Figures;
use crate::together;

/// The slots with their keys.
const SLOTS: [(Slot, &str); 13] = [
    (Slot::Type, "incident_type"),
    (Slot::Date, "date"),
    (Slot::Location, "location"),
    (Slot::Instrument, "instrument"),
    (Slot::Individual, "perp_individual"),
    (Slot::Organization, "perp_organization"),
    (Slot::PhysicalTarget, "physical_target"),
    (Slot::HumanTarget, "human_target"),
    (Slot::TargetName, "human_target_name"),
    (Slot::TargetNumber, "human_target_number"),
    (Slot::TargetEffect, "human_target_effect"),
    (Slot::Dead, "dead"),
    (Slot::Injured, "injured"),
];

/// Measures the coder on every message.
pub(super) fn figures(coder: &Coder, path: &Path) -> Result<Figures, String> {
    let messages = messages(path)?;
    let tallies = together::map(together::threads(None), messages.iter().collect(), |message| measured(coder, message));
    let mut all: BTreeMap<Slot, Tally> = BTreeMap::new();
    for (slot, tally) in tallies.into_iter().flatten() {
        let sum = all.entry(slot).or_default();
        *sum = sum.plus(tally);
    }
    let value = |slot: &Slot| all.get(slot).and_then(|tally| tally.f1());
    Ok(Figures {
        n: messages.len(),
        values: SLOTS.iter().map(|(slot, key)| (*key, value(slot))).collect(),
        by_type: Vec::new(),
    })
}

/// What is found and right of one slot.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    wanted: usize,
    found: usize,
    ours: usize,
    right: usize,
}

impl Tally {
    fn plus(self, other: Tally) -> Tally {
        Tally {
            wanted: self.wanted + other.wanted,
            found: self.found + other.found,
            ours: self.ours + other.ours,
            right: self.right + other.right,
        }
    }

    fn f1(self) -> Option<f64> {
        let (recall, precision) =
            (super::share(self.found, self.wanted)?, super::share(self.right, self.ours).unwrap_or(0.0));
        let sum = recall + precision;
        Some(if sum > 0.0 { 2.0 * recall * precision / sum } else { 0.0 })
    }
}

fn measured(coder: &Coder, message: &Message) -> BTreeMap<Slot, Tally> {
    let report = Report { text: message.text.clone(), published: dateline(&message.text), ..Report::default() };
    let ours = fillers(coder, &coder.code(&report));
    let none = BTreeSet::new();
    let tally =
        |(slot, wanted): (&Slot, &Vec<Filler>)| (*slot, compared(*slot, wanted, ours.get(slot).unwrap_or(&none)));
    message.wanted.iter().map(tally).collect()
}

/// Words and what is said of them: a number, an effect.
type Ours = BTreeSet<(String, Option<String>)>;

fn compared(slot: Slot, wanted: &[Filler], ours: &Ours) -> Tally {
    let meets = |filler: &Filler, (words, value): &(String, Option<String>)| {
        let valued = matches!(slot, Slot::TargetNumber | Slot::TargetEffect);
        (!valued || filler.value == *value) && filler.names.iter().any(|name| same(slot, name, words))
    };
    let met = |filler: &&Filler| ours.iter().any(|own| meets(filler, own));
    let found = wanted.iter().filter(met).count();
    let sure = wanted.iter().filter(|filler| !filler.doubtful || met(filler)).count();
    let right = ours.iter().filter(|own| wanted.iter().any(|filler| meets(filler, own))).count();
    Tally { wanted: sure, found, ours: ours.len(), right }
}

/// Whether a wanted name and ours mean the same in a slot.
fn same(slot: Slot, wanted: &str, ours: &str) -> bool {
    match slot {
        Slot::Type | Slot::Dead | Slot::Injured => wanted == ours,
        Slot::Date => {
            let (from, to) = ours.split_once('/').unwrap_or((ours, ours));
            days(wanted).iter().map(Date::to_string).any(|day| (from..=to).contains(&day.as_str()))
        }
        Slot::Location => {
            let names = wanted.split([':', '-']).map(|name| name.split('(').next().unwrap_or("").trim());
            let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
            names.last().is_some_and(|name| holds(ours, name) || holds(name, ours))
        }
        _ => holds(ours, wanted) || holds(wanted, ours),
    }
}

/// Whether a text holds words, one after the other.
fn holds(text: &str, words: &str) -> bool {
    let (text, words) = (plain(text), plain(words));
    !words.is_empty() && text.windows(words.len()).any(|window| window == words)
}

fn plain(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_uppercase).collect()
}

// ---- what the claims fill in ----

/// The fillers of a record.
fn fillers(coder: &Coder, record: &Record) -> BTreeMap<Slot, Ours> {
    let mut ours: BTreeMap<Slot, Ours> = BTreeMap::new();
    let mut add = |slot: Slot, words: String, value: Option<String>| {
        ours.entry(slot).or_default().insert((words, value));
    };
    for claim in record.claims.iter().filter(|claim| is_incident(claim)) {
        if let Some(incident) = incident(claim) {
            add(Slot::Type, incident.to_owned(), None);
            if let Some(place) = &claim.place {
                let named = place.name.as_ref().filter(|name| !holds(&place.text, name));
                add(
                    Slot::Location,
                    named.map_or_else(|| place.text.clone(), |name| format!("{} {name}", place.text)),
                    None,
                );
            }
            if let Some((from, to)) = claim.when.as_ref().and_then(|when| when.from.zip(when.to)) {
                add(Slot::Date, format!("{from}/{to}"), None);
            }
            for means in &claim.means {
                add(Slot::Instrument, upper(means), None);
            }
            for by in &claim.by {
                add(if is_known(record, by) { Slot::Organization } else { Slot::Individual }, upper(by), None);
            }
        }
        let effect = effect(claim);
        for target in &claim.against {
            if is_thing(coder, claim, target) {
                add(Slot::PhysicalTarget, upper(target), None);
                continue;
            }
            add(Slot::HumanTarget, upper(target), None);
            let count = coder.knowledge().counts.parse(&target.text);
            let (value, unit) = count.map_or((None, None), |count| (count.value, count.unit));
            if value == Some(1) && unit.is_none() {
                add(Slot::TargetName, upper(target), None);
            }
            add(
                Slot::TargetNumber,
                upper(target),
                Some(value.map_or_else(|| "PLURAL".to_owned(), |value| value.to_string())),
            );
            if let Some(effect) = effect {
                add(Slot::TargetEffect, upper(target), Some(effect.to_owned()));
            }
        }
        let number = claim.count.as_ref().and_then(|count| count.value).filter(|value| *value > 0);
        match (claim.kind.as_str(), number) {
            ("toll.killed", Some(number)) => add(Slot::Dead, number.to_string(), None),
            ("toll.injured", Some(number)) => add(Slot::Injured, number.to_string(), None),
            _ => {}
        }
    }
    ours
}

fn upper(phrase: &Phrase) -> String {
    phrase.text.to_uppercase()
}

/// Whether a claim tells of an incident that took place, or was tried.
fn is_incident(claim: &Claim) -> bool {
    let real = matches!(claim.actuality, Actuality::Happened | Actuality::Ongoing | Actuality::Attempted);
    let of_incidents = matches!(claim.kind.family(), "fight" | "harm" | "property")
        || matches!(claim.kind.as_str(), "toll.killed" | "toll.injured" | "toll.destroyed");
    real && of_incidents && claim.stance != Stance::Denies && !matches!(claim.kind.as_str(), "fight.war" | "fight.stop")
}

/// The type of incident that a kind is; tolls are none.
fn incident(claim: &Claim) -> Option<&'static str> {
    match (claim.kind.as_str(), claim.kind.family()) {
        ("fight.bombing" | "fight.suicide-bombing", _) => Some("BOMBING"),
        ("harm.abduct", _) => Some("KIDNAPPING"),
        ("property.loot", _) => Some("ROBBERY"),
        ("property.destroy", _) => None,
        (_, "fight" | "harm") => Some("ATTACK"),
        _ => None,
    }
}

fn effect(claim: &Claim) -> Option<&'static str> {
    match claim.kind.as_str() {
        "toll.killed" | "harm.murder" => Some("DEATH"),
        "toll.injured" => Some("INJURY"),
        _ => None,
    }
}

/// Whether the tables know who words stand for.
fn is_known(record: &Record, phrase: &Phrase) -> bool {
    let actor = phrase.actor.and_then(|id| record.actors.iter().find(|actor| actor.id == id));
    actor.is_some_and(|actor| actor.key.is_some())
}

/// Whether a target is a thing: by its noun, else by what was done to it.
fn is_thing(coder: &Coder, claim: &Claim, target: &Phrase) -> bool {
    const THINGS: [&str; 8] = ["drones", "missiles", "aircraft", "tanks", "vehicles", "buildings", "ships", "villages"];
    let counts = &coder.knowledge().counts;
    let unit = counts.unit_of(&target.text);
    match unit.as_deref().and_then(|unit| counts.who(unit)) {
        Some(group) => THINGS.contains(&group),
        None => {
            matches!(claim.kind.family(), "property")
                || matches!(claim.kind.as_str(), "fight.bombing" | "toll.destroyed")
        }
    }
}

// ---- days ----

const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// The day of a message's dateline: "LIMA, 3 JAN 90 (EFE) --".
fn dateline(text: &str) -> Option<Date> {
    let head = text.split("--").next()?;
    days(head).into_iter().next()
}

/// Every day written as in keys: "30 DEC 89".
fn days(text: &str) -> Vec<Date> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let day = |three: &[&str]| {
        let month = MONTHS.iter().position(|month| *month == three[1])? + 1;
        let year: i16 = three[2].parse().ok().filter(|year| (0..100).contains(year))?;
        Date::new(1900 + year, i8::try_from(month).ok()?, three[0].parse().ok()?).ok()
    };
    words.windows(3).filter_map(day).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_keys_write_them() {
        assert_eq!(days("(- 09 DEC 89)"), [Date::constant(1989, 12, 9)]);
        assert_eq!(dateline("   LIMA, 3 JAN 90 (EFE) -- [TEXT] ON 5 FEB 90"), Some(Date::constant(1990, 1, 3)));
        assert_eq!(dateline("NO DATE HERE"), None);
    }

    #[test]
    fn words_mean_the_same_where_one_holds_the_other() {
        assert!(same(Slot::HumanTarget, "PEASANTS", "ABOUT 50 PEASANTS"));
        assert!(!same(Slot::HumanTarget, "PEASANTS", "PEASANT"));
        assert!(
            same(Slot::Location, "PERU: LIMA (CITY)", "the centre of Lima")
                && !same(Slot::Location, "PERU: LIMA (CITY)", "PERU")
        );
        assert!(same(Slot::Date, "03 JAN 90", "1990-01-01/1990-01-07"));
    }

    #[test]
    fn a_doubtful_filler_may_be_left_out() {
        let filler = |name: &str, doubtful| Filler { names: vec![name.to_owned()], value: None, doubtful };
        let wanted = [filler("GUNMEN", true), filler("THE ARMY", false)];
        let ours = Ours::from([("ARMY".to_owned(), None), ("POLICE".to_owned(), None)]);
        assert_eq!(compared(Slot::Individual, &wanted, &ours), Tally { wanted: 1, found: 1, ours: 2, right: 1 });
    }
}
