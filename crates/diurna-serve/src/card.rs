//! A claim as a card: its fields in words, how each came about, and what the machine had in its place.
//!
//! In: a claim as it stands, as the machine made it, and its record. Out: what the page shows. Nothing is decided here.

use diurna_io::output::pages::words;
use diurna_io::store::Checked;
use diurna_record::{Claim, CodePoints, Count, Phrase, Place, Record, ReviewStatus, When, WhenAnchor, Why};

/// One field of a card.
pub(crate) struct Field {
    pub label: &'static str,
    pub value: String,
    /// Where it came from.
    pub how: Option<String>,
    /// What the machine had.
    pub was: Option<String>,
}

/// A claim's link to another.
pub(crate) struct LinkRow {
    pub says: String,
    pub href: String,
    pub to: String,
}

/// A claim on the screen.
pub(crate) struct Card {
    pub id: String,
    pub status: &'static str,
    pub anchor: String,
    pub gloss: String,
    pub says: String,
    pub quote: String,
    pub conflict: Option<String>,
    pub fields: Vec<Field>,
    pub links: Vec<LinkRow>,
    /// Who checked it, and when.
    pub said: Option<String>,
    /// The claim's JSON, for the form that edits it.
    pub fields_json: String,
}

/// What a card needs besides its claim.
pub(crate) struct Around<'a> {
    pub record: &'a Record,
    pub points: &'a CodePoints<'a>,
    pub gloss: &'a dyn Fn(&str) -> String,
    pub conflict: Option<String>,
    pub links: Vec<LinkRow>,
}

/// The card of a claim.
pub(crate) fn card(checked: &Checked, around: Around<'_>) -> Card {
    let claim = &checked.claim;
    Card {
        id: claim.id.to_string(),
        status: checked.review.status.word(),
        anchor: claim.anchor.text.clone(),
        gloss: (around.gloss)(claim.kind.as_str()),
        says: says(around.record, claim),
        quote: claim.quote.clone(),
        conflict: around.conflict,
        fields: fields(around.record, claim, checked.machine.as_ref()),
        links: around.links,
        said: said(checked),
        fields_json: claim.to_value(around.points).to_string(),
    }
}

fn said(checked: &Checked) -> Option<String> {
    let (status, review) = (checked.review.status, &checked.review);
    let into: Vec<String> = checked.into.iter().map(ToString::to_string).collect();
    let instead = if into.is_empty() { String::new() } else { format!(", now in {}", into.join(" and ")) };
    let day = review.at.get(..10).unwrap_or(&review.at);
    (status != ReviewStatus::Unreviewed)
        .then(|| format!("{status} by {} on {day}{instead}", review.reviewer, status = status.word()))
}

/// "the ministry via state media: denies, not · ≥ 12 people".
pub(crate) fn says(record: &Record, claim: &Claim) -> String {
    let mut says = words::speaker(record, claim.speaker.as_ref());
    if !claim.via.is_empty() {
        says.push_str(&format!(" via {}", parties(record, &claim.via)));
    }
    says.push_str(&format!(": {}, {}", claim.stance, claim.actuality));
    if let Some(count) = &claim.count {
        says.push_str(&format!(" · {}", words::count(count)));
    }
    says
}

/// Every field that is stated, now or by the machine.
fn fields(record: &Record, claim: &Claim, machine: Option<&Claim>) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    let mut add = |label, value: &dyn Fn(&Claim) -> Option<String>, how: Option<String>| {
        let (now, before) = (value(claim), machine.and_then(value));
        let was = machine.is_some() && now != before;
        if now.is_some() || was {
            let was = was.then(|| before.unwrap_or_else(|| "not stated".into()));
            fields.push(Field { label, value: now.unwrap_or_else(|| "not stated".into()), how, was });
        }
    };
    add("said by", &|it| Some(words::speaker(record, it.speaker.as_ref())), speaker_how(record, claim));
    add("passed on by", &|it| list(record, &it.via), None);
    add("stance", &|it| Some(it.stance.to_string()), None);
    add("actuality", &|it| Some(it.actuality.to_string()), None);
    add("if", &|it| it.condition.as_ref().map(|condition| condition.text.clone()), None);
    add("what", &|it| Some(it.kind.to_string()), None);
    add(
        "named by",
        &|it| {
            machine
                .is_some_and(|machine| machine.anchor != it.anchor || claim.anchor != machine.anchor)
                .then(|| it.anchor.text.clone())
        },
        None,
    );
    add("stated by", &|it| machine.is_some_and(|machine| claim.quote != machine.quote).then(|| it.quote.clone()), None);
    add("done by", &|it| list(record, &it.by), None);
    add("done to", &|it| list(record, &it.against), None);
    add("with", &|it| list(record, &it.with), None);
    add("by means of", &|it| list(record, &it.means), None);
    add("where", &|it| it.place.as_ref().map(words::place), claim.place.as_ref().map(place_how));
    add(
        "when",
        &|it| it.when.as_ref().map(|when| words::days(when).unwrap_or_else(|| "no day".into())),
        claim.when.as_ref().map(when_how),
    );
    add("how many", &|it| it.count.as_ref().map(words::count), claim.count.as_ref().map(count_how));
    add("counts the harm of", &|it| it.of.map(|of| of.to_string()), None);
    add("background", &|it| it.background.then(|| "yes".to_owned()), None);
    fields.push(confidence(claim));
    fields
}

fn list(record: &Record, phrases: &[Phrase]) -> Option<String> {
    (!phrases.is_empty()).then(|| parties(record, phrases))
}

fn parties(record: &Record, phrases: &[Phrase]) -> String {
    phrases.iter().map(|phrase| words::party(record, phrase)).collect::<Vec<_>>().join("; ")
}

fn speaker_how(record: &Record, claim: &Claim) -> Option<String> {
    let Some(speaker) = &claim.speaker else { return Some("nobody is named: the report's own voice".into()) };
    let mut how = format!("“{}”", speaker.text);
    if let Some(name) = &speaker.is {
        how.push_str(&format!(" stands for {}", name.text));
    }
    if let Some(cue) = &claim.cue {
        how.push_str(&format!(", with “{}”", cue.text));
    }
    let actor = speaker.actor.and_then(|id| record.actors.iter().find(|actor| actor.id == id));
    if let Some(key) = actor.and_then(|actor| actor.key.as_deref()) {
        how.push_str(&format!("; known as {key}"));
    }
    Some(how)
}

fn place_how(place: &Place) -> String {
    let mut how = format!("“{}” in the report; {}", place.text, place.grain);
    if place.name.is_none() {
        how.push_str(", not known to the gazetteer");
    } else if place.lat.is_none() {
        how.push_str(", so no point on the map");
    }
    if let Some(id) = place.geonameid {
        how.push_str(&format!("; GeoNames {id}"));
    }
    match place.rivals.as_slice() {
        [] => {}
        [one] => how.push_str(&format!("; could also be {}{}", one.name, country(one.country.as_deref()))),
        [one, others @ ..] => {
            how.push_str(&format!(
                "; could also be {}{} or {} more",
                one.name,
                country(one.country.as_deref()),
                others.len()
            ));
        }
    }
    how
}

fn country(code: Option<&str>) -> String {
    code.map_or_else(String::new, |code| format!(", {code}"))
}

fn when_how(when: &When) -> String {
    let reckoned = match when.anchor {
        WhenAnchor::Published => ", reckoned from the day of publication",
        WhenAnchor::Text => ", reckoned from another time of the text",
        WhenAnchor::Itself => "",
    };
    let until = when.until.map_or_else(String::new, |until| format!("; ends or falls due {until}"));
    format!("“{}”{reckoned}; to the {}{until}", when.text, when.grain)
}

fn count_how(count: &Count) -> String {
    let part = count.part_of.map_or_else(String::new, |whole| format!("; a part of {whole}"));
    let who = count.who.as_deref().map_or_else(String::new, |who| format!("; about {who}"));
    format!("“{}”{who}{part}", count.text)
}

/// The model's chance in words, in steps of equal width above even.
fn confidence(claim: &Claim) -> Field {
    let (value, how) = match &claim.why {
        Why::Person => ("written by a person", None),
        Why::Pattern(name) => (chance(claim.chance), Some(format!("by the pattern {name}"))),
        Why::Model => (
            chance(claim.chance),
            Some(format!("the model's chance that the text claims this: {:.0} in 100", claim.chance * 100.0)),
        ),
    };
    Field { label: "confidence", value: value.to_owned(), how, was: None }
}

fn chance(chance: f32) -> &'static str {
    match chance {
        0.9.. => "very likely",
        0.7.. => "likely",
        0.5.. => "more likely than not",
        _ => "doubtful",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use diurna_record::{Op, Review, Stance};

    fn toll(value: u64) -> Claim {
        let count = Count { text: value.to_string(), op: Some(Op::Equal), value: Some(value), ..Count::default() };
        Claim { count: Some(count), chance: 0.8, ..Claim::default() }
    }

    #[test]
    fn an_edited_field_keeps_what_the_machine_had() {
        let claim = Claim { stance: Stance::Denies, ..toll(12) };
        let fields = fields(&Record::default(), &claim, Some(&toll(10)));
        let was = |label| fields.iter().find(|field| field.label == label).and_then(|field| field.was.clone());
        assert_eq!(was("how many").as_deref(), Some("10"));
        assert_eq!(was("stance").as_deref(), Some("asserts"));
        assert_eq!(was("actuality"), None);
    }

    #[test]
    fn what_a_person_added_was_never_otherwise() {
        let fields = fields(&Record::default(), &toll(3), None);
        assert!(fields.iter().all(|field| field.was.is_none()));
    }

    #[test]
    fn a_checked_claim_says_by_whom() {
        let review =
            Review { status: ReviewStatus::Accepted, reviewer: "Ada".into(), at: "2026-01-02T10:00:00Z".into() };
        let checked = Checked { review, ..Checked::default() };
        assert_eq!(said(&checked).as_deref(), Some("accepted by Ada on 2026-01-02"));
        assert_eq!(said(&Checked::default()), None);
    }
}
