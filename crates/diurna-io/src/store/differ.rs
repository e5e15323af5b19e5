//! Two readings of one report, side by side: where they differ, and how far they agree beyond chance.
//!
//! In: two states of a report, as two reviewers left it. Out: the claims only one of them has, the fields in which a claim of both
//! differs, and Cohen's κ per field (J. Cohen, "A coefficient of agreement for nominal scales", 1960). Claims are one where they are
//! the machine's same, or else where their anchors overlap. Nobody is taken to be right.

use std::collections::{BTreeMap, BTreeSet};

use diurna_record::{Claim, ClaimId, CodePoints, Phrase};

use super::journal::Reviewer;
use super::read::state;
use super::state::State;
use super::{ReportId, Store, StoreError, View};

/// What is compared of a claim, in the keys of its JSON; `claim` is whether it stands at all.
pub const FIELDS: [&str; 16] = [
    "claim",
    "kind",
    "speaker",
    "via",
    "stance",
    "actuality",
    "if",
    "background",
    "by",
    "against",
    "with",
    "means",
    "place",
    "when",
    "count",
    "of",
];

/// How two readings of one report differ.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Differences {
    /// Claims that only the first has.
    pub only_left: Vec<Claim>,
    /// Claims that only the second has.
    pub only_right: Vec<Claim>,
    /// Fields of claims of both.
    pub fields: Vec<Difference>,
    /// How far they agree, a line a field.
    pub accords: Vec<Accord>,
}

/// One field of one claim that two reviewers have differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The key.
    pub field: &'static str,
    /// The first reviewer's claim.
    pub left: ClaimId,
    /// The second reviewer's.
    pub right: ClaimId,
    /// What the first has; empty where nothing is stated.
    pub left_value: String,
    /// What the second has.
    pub right_value: String,
}

/// How far two reviewers agree in one field.
#[derive(Debug, Clone, PartialEq)]
pub struct Accord {
    /// The key.
    pub field: &'static str,
    /// How many claims were compared.
    pub n: usize,
    /// In how many they agree.
    pub agreed: usize,
    /// Cohen's κ; `None` where nothing was compared, or chance alone would give the same.
    pub kappa: Option<f64>,
}

/// What both reviewers have of one field, claim by claim.
#[derive(Default)]
struct Table(BTreeMap<&'static str, Vec<(String, String)>>);

impl Store {
    /// How two reviewers' readings of a report differ.
    ///
    /// # Errors
    /// No such report, or what the file says.
    pub fn differences(&self, report: ReportId, left: &Reviewer, right: &Reviewer) -> Result<Differences, StoreError> {
        let (left, right) = self.both(report, left, right)?;
        let mut table = Table::default();
        let differences = compare(&left, &right, &mut table);
        Ok(Differences { accords: table.accords(), ..differences })
    }

    /// How far two reviewers agree over all reports of which both said something.
    ///
    /// # Errors
    /// What the file says.
    pub fn accords(&self, left: &Reviewer, right: &Reviewer) -> Result<Vec<Accord>, StoreError> {
        let mut said: BTreeMap<ReportId, BTreeSet<Reviewer>> = BTreeMap::new();
        for entry in self.journal(None)? {
            said.entry(entry.report).or_default().insert(entry.reviewer);
        }
        let mut table = Table::default();
        for (report, reviewers) in said {
            if reviewers.contains(left) && reviewers.contains(right) {
                let (left, right) = self.both(report, left, right)?;
                compare(&left, &right, &mut table);
            }
        }
        Ok(table.accords())
    }

    fn both(&self, report: ReportId, left: &Reviewer, right: &Reviewer) -> Result<(State, State), StoreError> {
        let of = |reviewer: &Reviewer| {
            state(&self.connection, report, &View::Only(reviewer.clone())).map_err(|trouble| trouble.told(&self.path))
        };
        Ok((of(left)?, of(right)?))
    }
}

fn compare(left: &State, right: &State, table: &mut Table) -> Differences {
    let (mine, theirs) = (left.reviewed().record, right.reviewed().record);
    let points = CodePoints::of(&mine.text);
    let mut differences = Differences::default();
    let pairs = pairs(&mine.claims, &theirs.claims);
    for (one, two) in &pairs {
        table.put("claim", stands(true), stands(true));
        let turned = |id: ClaimId| pairs.iter().find(|(_, two)| two.id == id).map_or(id, |(one, _)| one.id);
        for ((field, left_value), (_, right_value)) in
            fields(one, &points, |id| id).into_iter().zip(fields(two, &points, turned))
        {
            if left_value != right_value {
                let (left_value, right_value) = (left_value.clone(), right_value.clone());
                differences.fields.push(Difference { field, left: one.id, right: two.id, left_value, right_value });
            }
            table.put(field, left_value, right_value);
        }
    }
    let alone = |claims: &[Claim], paired: BTreeSet<ClaimId>| -> Vec<Claim> {
        claims.iter().filter(|claim| !paired.contains(&claim.id)).cloned().collect()
    };
    differences.only_left = alone(&mine.claims, pairs.iter().map(|(one, _)| one.id).collect());
    differences.only_right = alone(&theirs.claims, pairs.iter().map(|(_, two)| two.id).collect());
    differences.only_left.iter().for_each(|_| table.put("claim", stands(true), stands(false)));
    differences.only_right.iter().for_each(|_| table.put("claim", stands(false), stands(true)));
    for checked in left.claims.iter().filter(|checked| !checked.review.status.stands()) {
        if right.claim(checked.claim.id).is_some_and(|other| !other.review.status.stands()) {
            table.put("claim", stands(false), stands(false));
        }
    }
    differences
}

fn stands(does: bool) -> String {
    if does { "stands".into() } else { "does not".into() }
}

/// The claims that are one: the machine's same, else those whose anchors overlap, the nearest quotes first.
fn pairs<'a>(left: &'a [Claim], right: &'a [Claim]) -> Vec<(&'a Claim, &'a Claim)> {
    let mut pairs: Vec<(&Claim, &Claim)> = left
        .iter()
        .filter_map(|one| Some((one, right.iter().find(|two| two.id == one.id && meets(one, two))?)))
        .collect();
    let mut rest: Vec<(usize, &Claim, &Claim)> = Vec::new();
    for one in left.iter().filter(|one| pairs.iter().all(|pair| pair.0.id != one.id)) {
        for two in right.iter().filter(|two| pairs.iter().all(|pair| pair.1.id != two.id) && meets(one, two)) {
            let apart = one.at.start().abs_diff(two.at.start()) + one.at.end().abs_diff(two.at.end());
            rest.push((apart + usize::from(one.kind != two.kind), one, two));
        }
    }
    rest.sort_by_key(|(apart, one, two)| (*apart, one.id, two.id));
    for (_, one, two) in rest {
        if pairs.iter().all(|pair| pair.0.id != one.id && pair.1.id != two.id) {
            pairs.push((one, two));
        }
    }
    pairs.sort_by_key(|(one, _)| (one.at, one.id));
    pairs
}

fn meets(one: &Claim, two: &Claim) -> bool {
    one.anchor.at.overlaps(two.anchor.at) && one.kind.is_toll() == two.kind.is_toll()
}

/// The fields of a claim as words to compare, in the order of [`FIELDS`] without the first.
fn fields(claim: &Claim, points: &CodePoints<'_>, turned: impl Fn(ClaimId) -> ClaimId) -> Vec<(&'static str, String)> {
    let at = |span| {
        let [start, end] = points.at(span);
        format!("{start}-{end}")
    };
    let side = |phrases: &[Phrase]| {
        let mut all: Vec<String> = phrases.iter().map(|phrase| format!("{} @{}", phrase.text, at(phrase.at))).collect();
        all.sort();
        all.join("; ")
    };
    let speaker =
        claim.speaker.as_ref().map(|speaker| speaker.is.as_ref().map_or(&speaker.text, |is| &is.text).to_lowercase());
    let place = claim.place.as_ref().map(|place| match (place.geonameid, &place.name) {
        (Some(id), Some(name)) => format!("{name} ({id})"),
        (_, Some(name)) => name.clone(),
        (_, None) => place.text.clone(),
    });
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
    let when = claim.when.as_ref().map(|when| format!("{}/{}", day(when.from), day(when.to)));
    let number = |number: Option<u64>| number.map_or_else(|| "?".to_owned(), |number| number.to_string());
    let count = claim.count.as_ref().map(|count| {
        let op = count.op.map_or("", |op| op.as_str());
        let max = count.max.map_or_else(String::new, |max| format!("–{max}"));
        format!("{op} {}{max} {}", number(count.value), count.who.as_deref().unwrap_or(""))
    });
    vec![
        ("kind", claim.kind.to_string()),
        ("speaker", speaker.unwrap_or_default()),
        ("via", side(&claim.via)),
        ("stance", claim.stance.to_string()),
        ("actuality", claim.actuality.to_string()),
        ("if", claim.condition.as_ref().map_or_else(String::new, |words| words.text.clone())),
        ("background", claim.background.to_string()),
        ("by", side(&claim.by)),
        ("against", side(&claim.against)),
        ("with", side(&claim.with)),
        ("means", side(&claim.means)),
        ("place", place.unwrap_or_default()),
        ("when", when.unwrap_or_default()),
        ("count", count.unwrap_or_default()),
        ("of", claim.of.map_or_else(String::new, |id| turned(id).to_string())),
    ]
}

impl Table {
    fn put(&mut self, field: &'static str, left: String, right: String) {
        self.0.entry(field).or_default().push((left, right));
    }

    fn accords(&self) -> Vec<Accord> {
        let none = Vec::new();
        FIELDS.iter().map(|&field| accord(field, self.0.get(field).unwrap_or(&none))).collect()
    }
}

/// κ = (observed − expected) / (1 − expected).
fn accord(field: &'static str, pairs: &[(String, String)]) -> Accord {
    let (n, agreed) = (pairs.len(), pairs.iter().filter(|(left, right)| left == right).count());
    let mut shares: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (left, right) in pairs {
        shares.entry(left).or_default().0 += 1;
        shares.entry(right).or_default().1 += 1;
    }
    let by_chance: usize = shares.values().map(|(left, right)| left * right).sum();
    // In whole numbers, so that an expected agreement of one is seen as such.
    let kappa = (n > 0 && by_chance < n * n).then(|| {
        let (observed, expected) = (agreed as f64 / n as f64, by_chance as f64 / (n * n) as f64);
        (observed - expected) / (1.0 - expected)
    });
    Accord { field, n, agreed, kappa }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs_of(table: &[(&str, &str, usize)]) -> Vec<(String, String)> {
        let many = table
            .iter()
            .flat_map(|&(left, right, times)| std::iter::repeat_n((left.to_owned(), right.to_owned()), times));
        many.collect()
    }

    #[test]
    fn kappa_is_what_cohens_formula_says() {
        // Fifty grant proposals read twice: 20 yes both, 15 no both, 5 and 10 apart: κ = (0.7 − 0.5) / 0.5.
        let accord =
            accord("kind", &pairs_of(&[("yes", "yes", 20), ("no", "no", 15), ("yes", "no", 5), ("no", "yes", 10)]));
        assert_eq!((accord.n, accord.agreed), (50, 35));
        assert!(accord.kappa.is_some_and(|kappa| (kappa - 0.4).abs() < 1e-9));
    }

    #[test]
    fn where_chance_alone_would_agree_kappa_is_not_known() {
        assert_eq!(accord("kind", &pairs_of(&[("yes", "yes", 9)])).kappa, None);
        assert_eq!(accord("kind", &[]).kappa, None);
        assert_eq!(accord("kind", &pairs_of(&[("yes", "no", 9)])).kappa, Some(0.0));
    }
}
