//! How far stories are from what a person says of the same reports.
//!
//! In: for every gold story its reports, what the person says, and the stories that came out, their claims named as the gold names them.
//! Out: the figures of stories, each with its n, and every difference in a line.
//!
//! - **report B³**: F1 of the stories as sets of reports, copies among them. **claim B³**: F1 of the happenings as sets of claims; a
//!   happening that one report tells is a set by itself.
//! - **copies**: F1 of pairs. **series**: F1 of points; a point is right where the same claim stands in a series of the same harm and group,
//!   with op, value and max right, and that series is the one that shares most claims with the gold one. **change**: over right points.
//! - **disputes**: F1; one is right where the question is the same and two sides of each share claims, each with another.
//! - **status** over gold terms; **history** F1 over what was said of them.

use super::figure::Ratio;
use crate::terms::closed;
use crate::{ClaimRef, GoldReport, GoldStory, GoldTerm, Story};
use std::collections::{BTreeMap, BTreeSet};

closed! {
    /// One thing that is measured of stories.
    StoryFigure {
        /// Which reports belong together.
        ReportB3 = "report_b3",
        /// Which claims are about the same happening.
        ClaimB3 = "claim_b3",
        /// Which reports are one text.
        CopiesF1 = "copies_f1",
        /// Points of toll series.
        SeriesF1 = "series_f1",
        /// How each figure stands to the one before it.
        ChangeAccuracy = "change_accuracy",
        /// Disputes.
        DisputesF1 = "disputes_f1",
        /// What has become of terms.
        TermStatus = "term_status",
        /// What was said of terms.
        TermHistoryF1 = "term_history_f1",
    }
}

/// The figures of some gold stories.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct StoryScore {
    ratios: BTreeMap<StoryFigure, Ratio>,
    b3: BTreeMap<StoryFigure, B3>,
    /// How many gold stories it is over.
    pub n: usize,
    /// What differs, a line each.
    pub differences: Vec<String>,
}

/// A set of claims: which story or report it is of, and which happening of that.
type Group = (usize, u32);

/// Precision and recall of sets, summed over their elements.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct B3 {
    precision: f64,
    recall: f64,
    elements: usize,
}

impl B3 {
    /// B³ over elements: `gold` and `system` tell the set of each.
    pub fn of<T: Ord + Copy>(elements: impl Iterator<Item = (T, T)>) -> B3 {
        let pairs: Vec<(T, T)> = elements.collect();
        let (mut golds, mut systems, mut both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for &(gold, system) in &pairs {
            *golds.entry(gold).or_insert(0_usize) += 1;
            *systems.entry(system).or_insert(0_usize) += 1;
            *both.entry((gold, system)).or_insert(0_usize) += 1;
        }
        let mut sum = B3 { elements: pairs.len(), ..B3::default() };
        for pair in &pairs {
            let both = both[pair] as f64;
            sum.precision += both / systems[&pair.1] as f64;
            sum.recall += both / golds[&pair.0] as f64;
        }
        sum
    }

    fn plus(self, other: B3) -> B3 {
        B3 {
            precision: self.precision + other.precision,
            recall: self.recall + other.recall,
            elements: self.elements + other.elements,
        }
    }

    /// The mean of precision and recall, harmonic; `None` of nothing.
    pub fn f1(self) -> Option<f64> {
        let sum = self.precision + self.recall;
        (self.elements > 0 && sum > 0.0).then(|| 2.0 * self.precision * self.recall / sum / self.elements as f64)
    }

    /// Precision and recall.
    pub fn parts(self) -> Option<(f64, f64)> {
        let mean = |sum: f64| sum / self.elements as f64;
        (self.elements > 0).then(|| (mean(self.precision), mean(self.recall)))
    }
}

impl StoryScore {
    /// The figure as a number from 0 to 1; `None` where nothing is measured.
    pub fn value(&self, figure: StoryFigure) -> Option<f64> {
        match self.b3.get(&figure) {
            Some(b3) => b3.f1(),
            None => self.ratios.get(&figure).and_then(|ratio| ratio.value()),
        }
    }

    /// Over how many gold things a figure is.
    pub fn over(&self, figure: StoryFigure) -> u64 {
        let elements = self.b3.get(&figure).map(|b3| b3.elements as u64);
        elements.or_else(|| self.ratios.get(&figure).map(|ratio| ratio.n)).unwrap_or(0)
    }

    /// Adds one gold story: its reports, what a person says of them, and what came out.
    pub fn add(&mut self, reports: &[GoldReport], gold: &GoldStory, stories: &[Story]) {
        self.n += 1;
        self.groups(reports, gold, stories);
        self.copies(gold, stories);
        self.series(gold, stories);
        self.disputes(gold, stories);
        self.terms(gold, stories);
    }

    fn count(&mut self, figure: StoryFigure, ratio: Ratio) {
        let sum = self.ratios.entry(figure).or_default();
        *sum = sum.plus(ratio);
    }

    fn sets(&mut self, figure: StoryFigure, b3: B3) {
        let sum = self.b3.entry(figure).or_default();
        *sum = sum.plus(b3);
    }

    fn differ(&mut self, gold: &GoldStory, what: String) {
        self.differences.push(format!("{}: {what}", gold.name));
    }

    fn groups(&mut self, reports: &[GoldReport], gold: &GoldStory, stories: &[Story]) {
        let mut places: Vec<(usize, usize)> = Vec::new();
        for (number, report) in reports.iter().enumerate() {
            let id = &report.report.id;
            let holds = |story: &Story| story.reports.contains(id) || story.copies.iter().flatten().any(|it| it == id);
            let alone = 1_000 + number;
            let told = gold.stories.iter().position(|story| story.contains(id)).unwrap_or(alone);
            let ours = stories.iter().position(holds).unwrap_or(alone);
            places.push((told, ours));
            if !places.iter().all(|(one, two)| (*one == told) == (*two == ours)) {
                self.differ(gold, format!("report {id} stands in the wrong story"));
            }
        }
        self.sets(StoryFigure::ReportB3, B3::of(places.into_iter()));
        let mut golds: BTreeMap<ClaimRef, (usize, u32)> = BTreeMap::new();
        for (number, claims) in gold.same.iter().enumerate() {
            golds.extend(claims.iter().map(|claim| (claim.clone(), (number, 0))));
        }
        let mut ours: BTreeMap<ClaimRef, Group> = BTreeMap::new();
        for story in stories {
            ours.extend(story.claims.iter().map(|it| (it.claim.clone(), (story.id.0 as usize, it.happening.0))));
        }
        let mut pairs = Vec::new();
        for (number, report) in reports.iter().enumerate() {
            for claim in &report.claims {
                let it = ClaimRef { report: report.report.id.clone(), claim: claim.id };
                let told = golds.get(&it).copied().unwrap_or((1_000 + number, claim.event.0));
                let system = ours.get(&it).copied().unwrap_or((usize::MAX - number, claim.id.0));
                pairs.push((told, system));
            }
        }
        self.mixed(gold, reports, &pairs);
        self.sets(StoryFigure::ClaimB3, B3::of(pairs.into_iter()));
    }

    /// Tells which gold happenings lie in several of ours, and the other way round.
    fn mixed(&mut self, gold: &GoldStory, reports: &[GoldReport], pairs: &[(Group, Group)]) {
        let names: Vec<String> = reports
            .iter()
            .flat_map(|report| report.claims.iter().map(|claim| format!("{}/{}", report.report.id, claim.id)))
            .collect();
        let (mut by_gold, mut by_ours) = (BTreeMap::new(), BTreeMap::new());
        for ((told, ours), name) in pairs.iter().zip(&names) {
            by_gold.entry(told).or_insert_with(BTreeMap::new).entry(ours).or_insert_with(Vec::new).push(name.as_str());
            by_ours.entry(ours).or_insert_with(BTreeMap::new).entry(told).or_insert_with(Vec::new).push(name.as_str());
        }
        for parts in by_gold.values().filter(|parts| parts.len() > 1) {
            let parts: Vec<String> = parts.values().map(|names| names.join(" ")).collect();
            self.differ(gold, format!("one happening is split: {}", parts.join(" | ")));
        }
        for parts in by_ours.values().filter(|parts| parts.len() > 1) {
            let parts: Vec<String> = parts.values().map(|names| names.join(" ")).collect();
            self.differ(gold, format!("several happenings are one: {}", parts.join(" | ")));
        }
    }

    fn copies(&mut self, gold: &GoldStory, stories: &[Story]) {
        let golds = pairs(&gold.copies);
        let ours: BTreeSet<(String, String)> = stories.iter().flat_map(|story| pairs(&story.copies)).collect();
        let hits = golds.intersection(&ours).count();
        for pair in golds.symmetric_difference(&ours) {
            self.differ(gold, format!("copies {} {}", pair.0, pair.1));
        }
        self.count(StoryFigure::CopiesF1, Ratio::f1(hits, golds.len(), ours.len()));
    }

    fn series(&mut self, gold: &GoldStory, stories: &[Story]) {
        let ours: Vec<&crate::TollSeries> = stories.iter().flat_map(|story| &story.tolls).collect();
        let total: usize = ours.iter().map(|series| series.points.len()).sum();
        let mut taken = BTreeSet::new();
        let (mut hits, mut changes, mut points) = (0, 0, 0);
        for series in &gold.tolls {
            points += series.points.len();
            let shared = |other: &crate::TollSeries| {
                other.points.iter().filter(|point| series.points.iter().any(|told| told.claim == point.claim)).count()
            };
            let best = ours
                .iter()
                .enumerate()
                .filter(|(at, it)| !taken.contains(at) && it.harm == series.harm && shared(it) > 0)
                .max_by_key(|(at, it)| (shared(it), it.who == series.who, std::cmp::Reverse(*at)));
            let Some((at, best)) = best else {
                self.differ(gold, format!("no series for {} {:?} of {:?}", series.harm, series.who, series.speaker));
                continue;
            };
            taken.insert(at);
            if best.who != series.who {
                self.differ(
                    gold,
                    format!(
                        "series {} of {:?} is of {:?}, not {:?}",
                        series.harm, series.speaker, best.who, series.who
                    ),
                );
                continue;
            }
            for told in &series.points {
                let (claim, change) = (&told.claim, told.change);
                let found = best.points.iter().find(|point| point.claim == *claim);
                match found.filter(|point| (point.op, point.value, point.max) == (told.op, told.value, told.max)) {
                    Some(point) => {
                        hits += 1;
                        changes += usize::from(point.change == change);
                        if point.change != change {
                            self.differ(
                                gold,
                                format!("{}/{} is {}, not {change}", claim.report, claim.claim, point.change),
                            );
                        }
                    }
                    None => self.differ(gold, format!("no point {}/{} in its series", claim.report, claim.claim)),
                }
            }
        }
        for (at, series) in ours.iter().enumerate().filter(|(at, _)| !taken.contains(at)) {
            let _ = at;
            let claims: Vec<String> =
                series.points.iter().map(|point| format!("{}/{}", point.claim.report, point.claim.claim)).collect();
            let name = series.speaker.as_ref().map(|speaker| speaker.name.as_str());
            self.differ(
                gold,
                format!("too many: series {} {:?} of {name:?}: {}", series.harm, series.who, claims.join(" ")),
            );
        }
        self.count(StoryFigure::SeriesF1, Ratio::f1(hits, points, total));
        self.count(StoryFigure::ChangeAccuracy, Ratio::share(changes, hits));
    }

    fn disputes(&mut self, gold: &GoldStory, stories: &[Story]) {
        let ours: Vec<&crate::Dispute> = stories.iter().flat_map(|story| &story.disputes).collect();
        let mut taken = BTreeSet::new();
        for (question, sides) in &gold.disputes {
            let agree = |other: &crate::Dispute| {
                let theirs: Vec<Vec<ClaimRef>> = other.sides.iter().map(|side| side.claims.clone()).collect();
                if other.question == *question { meeting(sides, &theirs) } else { 0 }
            };
            let best = ours
                .iter()
                .enumerate()
                .filter(|(at, it)| !taken.contains(at) && agree(it) > 1)
                .max_by_key(|(at, it)| (agree(it), std::cmp::Reverse(*at)));
            match best {
                Some((at, _)) => {
                    taken.insert(at);
                }
                None => self.differ(gold, format!("no dispute {question}: {}", shown(sides))),
            }
        }
        for (_, it) in ours.iter().enumerate().filter(|(at, _)| !taken.contains(at)) {
            let sides: Vec<Vec<ClaimRef>> = it.sides.iter().map(|side| side.claims.clone()).collect();
            self.differ(gold, format!("too many: dispute {}: {}", it.question, shown(&sides)));
        }
        self.count(StoryFigure::DisputesF1, Ratio::f1(taken.len(), gold.disputes.len(), ours.len()));
    }

    fn terms(&mut self, gold: &GoldStory, stories: &[Story]) {
        let ours: Vec<&crate::Term> =
            stories.iter().flat_map(|story| &story.agreements).flat_map(|it| &it.terms).collect();
        let (mut right, mut hits, mut golds, mut system) = (0, 0, 0, 0);
        for GoldTerm { claim, status, history } in &gold.terms {
            golds += history.len();
            let Some(term) = ours.iter().find(|term| term.claim == *claim) else {
                self.differ(gold, format!("no term {}/{}", claim.report, claim.claim));
                continue;
            };
            right += usize::from(term.status == *status);
            system += term.history.len();
            if term.status != *status {
                self.differ(gold, format!("term {}/{} is {}, not {status}", claim.report, claim.claim, term.status));
            }
            for point in &term.history {
                let is = history.iter().any(|(claim, says)| *claim == point.claim && *says == point.says);
                hits += usize::from(is);
                if !is {
                    self.differ(
                        gold,
                        format!(
                            "too many: term {} has {}/{} {}",
                            claim.claim, point.claim.report, point.claim.claim, point.says
                        ),
                    );
                }
            }
            for (said, says) in history {
                if !term.history.iter().any(|point| point.claim == *said && point.says == *says) {
                    self.differ(gold, format!("term {} has no {}/{} {says}", claim.claim, said.report, said.claim));
                }
            }
        }
        let known = |term: &&&crate::Term| gold.terms.iter().any(|it| it.claim == term.claim);
        system += ours.iter().filter(|term| !known(term)).map(|term| term.history.len()).sum::<usize>();
        self.count(StoryFigure::TermStatus, Ratio::share(right, gold.terms.len()));
        self.count(StoryFigure::TermHistoryF1, Ratio::f1(hits, golds, system));
    }
}

fn pairs(copies: &[Vec<String>]) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for group in copies {
        for (at, one) in group.iter().enumerate() {
            found.extend(group[at + 1..].iter().map(|two| (one.min(two).clone(), one.max(two).clone())));
        }
    }
    found
}

/// How many sides of one dispute share claims with sides of another, each with one, taken in order.
fn meeting(one: &[Vec<ClaimRef>], two: &[Vec<ClaimRef>]) -> usize {
    let mut taken = BTreeSet::new();
    for side in one {
        let shared = |other: &Vec<ClaimRef>| side.iter().filter(|claim| other.contains(claim)).count();
        let best = two
            .iter()
            .enumerate()
            .filter(|(at, other)| !taken.contains(at) && shared(other) > 0)
            .max_by_key(|(at, other)| (shared(other), std::cmp::Reverse(*at)));
        taken.extend(best.map(|(at, _)| at));
    }
    taken.len()
}

fn shown(sides: &[Vec<ClaimRef>]) -> String {
    let side = |claims: &Vec<ClaimRef>| {
        claims.iter().map(|it| format!("{}/{}", it.report, it.claim)).collect::<Vec<_>>().join(" ")
    };
    sides.iter().map(side).collect::<Vec<_>>().join(" | ")
}
