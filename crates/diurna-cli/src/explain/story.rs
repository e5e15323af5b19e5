//! How a claim came to be: which head, chance, phrase, rule or table gave it each of its fields.
//!
//! In: a record's claim, and the reading it was made from. Out: a line a field. The reading is compared with the claim: where they
//! differ, the coder's rules over the model's word are named.

use diurna::claims::Weighing;
use diurna_read::{Happening, Reading, Role};
use diurna_record::{Claim, Place, Record, Speaker, When, Why};
use diurna_text::Span;

use crate::view::words;

/// The happening that a claim was made from.
pub fn happening<'a>(reading: &'a Reading, claim: &Claim) -> Option<(usize, &'a Happening)> {
    let at = claim.count.as_ref().map_or(claim.anchor.at, |count| count.at);
    let mut of_layer =
        reading.happenings.iter().enumerate().filter(|(_, happening)| happening.toll == claim.kind.is_toll());
    of_layer.find(|(_, happening)| happening.anchor == at || happening.anchor.overlaps(at))
}

/// Why there is a claim, in a sentence.
pub fn made(claim: &Claim, weighing: Option<&Weighing>) -> String {
    match (&claim.why, weighing) {
        (Why::Model, Some(weighing)) => format!("made by the model: {}", weighed(weighing)),
        (Why::Model, None) => "made by the model".to_owned(),
        (Why::Pattern(name), Some(weighing)) if weighing.phrase.as_ref().is_some_and(|(phrase, _)| phrase == name) => {
            format!("made by the phrase {name}, since the model alone is not sure: {}", weighed(weighing))
        }
        (Why::Pattern(name), _) => format!("made by the pattern {name}"),
        (Why::Person, _) => "made by a person".to_owned(),
    }
}

/// What speaks for a kind at an anchor, and what it would take.
pub fn weighed(weighing: &Weighing) -> String {
    let phrase = match &weighing.phrase {
        Some((name, worth)) => format!(", the phrase {name} adds {worth:+.1}"),
        None => ", no phrase of the kind stands there".to_owned(),
    };
    let enough = if weighing.is_enough() { "enough" } else { "not enough" };
    format!(
        "{} leads “no claim” by {:+.1} nats{phrase}: {:+.1}, {enough} (more than {:.1} is asked)",
        weighing.kind,
        weighing.lead,
        weighing.weight(),
        weighing.least
    )
}

/// The fields of a claim, a line each, with where each came from.
pub fn fields(record: &Record, reading: &Reading, claim: &Claim) -> Vec<String> {
    let made_from = happening(reading, claim).map(|(_, happening)| happening);
    let mut lines = vec![speaker(record, reading, claim, made_from)];
    lines.push(settled("stance", &claim.stance.to_string(), made_from.map(|it| it.stance.to_string())));
    lines.push(settled("actuality", &claim.actuality.to_string(), made_from.map(|it| it.actuality.to_string())));
    let roles = [
        (Role::By, &claim.by),
        (Role::Against, &claim.against),
        (Role::With, &claim.with),
        (Role::Means, &claim.means),
    ];
    for (role, phrases) in roles {
        for phrase in phrases {
            let from = head(made_from, role, phrase.at);
            let who = phrase.actor.and_then(|id| words::name(record, id)).map(|name| format!(", that is {name}"));
            lines.push(format!("{role} “{}”{}: {from}", phrase.text, who.unwrap_or_default()));
        }
    }
    lines.extend(claim.place.as_ref().map(|it| place(it, head(made_from, Role::Place, it.at))));
    lines.extend(claim.when.as_ref().map(|it| when(it, head(made_from, Role::When, it.at))));
    lines.extend(claim.count.as_ref().map(|count| {
        let part = count.part_of.map(|whole| format!(", a part of {whole}")).unwrap_or_default();
        format!("count “{}”: {}{part}, by the number words around it", count.text, words::count(count))
    }));
    let mates: Vec<String> = record
        .claims
        .iter()
        .filter(|it| it.event == claim.event && it.id != claim.id)
        .map(|it| it.id.to_string())
        .collect();
    if !mates.is_empty() {
        lines.push(format!("the same happening ({}) as {}", claim.event, mates.join(", ")));
    }
    lines.extend(claim.of.map(|of| format!("counts the harm of {of}")));
    lines
}

/// Where the words of a role came from.
fn head(made_from: Option<&Happening>, role: Role, at: Span) -> String {
    let seen = made_from.and_then(|it| it.roles.iter().find(|span| span.role == role && span.at.overlaps(at)));
    match seen {
        Some(span) if span.at == at => format!("{:.2} by the head of roles", span.chance),
        Some(span) => format!("{:.2} by the head of roles, grown along the tree", span.chance),
        None => "by a rule over the claims around it".to_owned(),
    }
}

fn settled(field: &str, now: &str, model: Option<String>) -> String {
    match model {
        Some(model) if model != now => format!("{field} {now}: by the rules of the guide; the model had {model}"),
        Some(_) => format!("{field} {now}: by the model"),
        None => format!("{field} {now}"),
    }
}

fn speaker(record: &Record, reading: &Reading, claim: &Claim, made_from: Option<&Happening>) -> String {
    let Some(said) = &claim.speaker else {
        return "speaker: the report's own voice, since no speech holds the anchor".to_owned();
    };
    let role =
        made_from.and_then(|it| it.roles.iter().find(|span| span.role == Role::Speaker && span.at.overlaps(said.at)));
    let holds = reading.speech.iter().any(|speech| {
        speech.source.is_some_and(|source| source.overlaps(said.at))
            && speech.content.iter().any(|content| content.overlaps(claim.anchor.at))
    });
    let from = match (role, holds) {
        (Some(role), true) => {
            format!("{:.2} by the head of roles, and the speech around the anchor is theirs", role.chance)
        }
        (Some(role), false) => format!("{:.2} by the head of roles", role.chance),
        (None, true) => "the speech around the anchor is theirs".to_owned(),
        (None, false) => "carried on from the speech or the quotation before".to_owned(),
    };
    format!("speaker “{}”{}: {from}", said.text, identity(record, said))
}

fn identity(record: &Record, said: &Speaker) -> String {
    let stands = said.is.as_ref().map(|name| format!(", which stands for “{}”", name.text));
    let actor = said.actor.and_then(|id| record.actors.iter().find(|actor| actor.id == id));
    let known = actor.map(|actor| {
        let key = actor.key.as_deref().unwrap_or("no known key");
        format!(", the actor {} ({key})", actor.name)
    });
    stands.unwrap_or_default() + &known.unwrap_or_default()
}

fn place(place: &Place, from: String) -> String {
    let is = match (&place.name, place.geonameid) {
        (Some(name), Some(id)) => format!("{name}, GeoNames {id}"),
        (Some(name), None) => name.clone(),
        (None, _) => "no place that the gazetteer knows".to_owned(),
    };
    let country = place.country.as_deref().unwrap_or("no country");
    let rivals: Vec<String> = place
        .rivals
        .iter()
        .map(|rival| format!("{} ({})", rival.name, rival.country.as_deref().unwrap_or("no country")))
        .collect();
    let rivals = if rivals.is_empty() { String::new() } else { format!("; it could have been {}", rivals.join(", ")) };
    format!("place “{}”: {from}; {is}, {country}, {}{rivals}", place.text, place.grain)
}

fn when(when: &When, from: String) -> String {
    let days = words::days(when).unwrap_or_else(|| "no day".to_owned());
    format!("when “{}”: {from}; {days}, reckoned from {}", when.text, when.anchor)
}
