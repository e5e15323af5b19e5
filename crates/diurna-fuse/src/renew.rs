//! Stories brought up to date: a report joins, opens or bridges stories, and whatever it leaves alone stays as it was told.
//!
//! In: what is kept of the reports that were there, and which are new or otherwise. Out: the stories of the crowds that changed, and what is to be
//! kept from now on. Only reports that a new one may be compared with, and those of its crowd, are opened again. However often stories are
//! renewed, they are those of all reports put together at once.

use crate::Bonds;
use crate::copies::is_copy;
use crate::crowd::{self, crowds};
use crate::index::Index;
use crate::kept::{Kept, Marks, ReportNumber, Ties};
use crate::link::tie;
use crate::told::Told;
use crate::words::Words;
use diurna_record::{Record, Story};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// What has become of the stories.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Renewal {
    /// What is to be kept of reports from now on; of all others it stays as it was.
    pub kept: Vec<Kept>,
    /// The crowds that are told anew, by their first reports. Whatever stories their reports were in are no more.
    pub crowds: Vec<Crowd>,
}

/// Reports that are told together, and their stories.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Crowd {
    /// Its reports, in their order.
    pub reports: Vec<ReportNumber>,
    /// Its stories, by their first report.
    pub stories: Vec<Retold>,
}

/// A story that is told anew.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Retold {
    /// The word by which stories of all crowds are ordered.
    pub order: String,
    /// Its reports, each with the first of those that are the same text.
    pub reports: Vec<(ReportNumber, ReportNumber)>,
    /// The story; its id is for the caller to give.
    pub story: Story,
}

/// What is new since the stories were renewed last.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct News {
    /// Reports that are new, or whose record is another now.
    pub changed: BTreeSet<ReportNumber>,
    /// Reports of which people said something that binds stories, or took it back.
    pub bound: BTreeSet<ReportNumber>,
}

/// Brings stories up to date; `open` gives the record of a report.
///
/// # Errors
/// What `open` says.
pub fn renew<E>(
    kept: Vec<Kept>,
    news: &News,
    bonds: &Bonds,
    words: &Words,
    mut open: impl FnMut(ReportNumber) -> Result<Record, E>,
) -> Result<Renewal, E> {
    renew_told(kept, news, bonds, words, |number| open(number).map(|record| Cow::Owned(Told::of(&record, words))))
}

/// The same, where `open` gives what is told already.
pub(crate) fn renew_told<'t, E>(
    kept: Vec<Kept>,
    news: &News,
    bonds: &Bonds,
    words: &Words,
    open: impl FnMut(ReportNumber) -> Result<Cow<'t, Told>, E>,
) -> Result<Renewal, E> {
    let mut shelf = Shelf { open, told: BTreeMap::new() };
    let was: BTreeMap<ReportNumber, Kept> = kept.into_iter().map(|kept| (kept.number, kept)).collect();
    let mut marks: BTreeMap<ReportNumber, Marks> = BTreeMap::new();
    for &number in &news.changed {
        marks.insert(number, shelf.get(number)?.marks.clone());
    }
    let stays = was.iter().filter(|(number, _)| !news.changed.contains(number)).map(|(&it, kept)| (it, &kept.marks));
    let order = Order::of(stays.chain(marks.iter().map(|(&number, marks)| (number, marks))));
    let mut index = Index::of(order.marks.clone(), words);
    let anew = anew(&order, &was, news, &index, words);
    let mut ties: BTreeMap<usize, Ties> = BTreeMap::new();
    for &at in &anew {
        ties.insert(at, tied(at, &order, &mut index, &mut shelf, words)?);
    }
    drop(index);
    let old = |at: usize| was.get(&order.numbers[at]);
    let none = Ties::default();
    let held: Vec<&Ties> = (0..order.numbers.len())
        .map(|at| ties.get(&at).or_else(|| old(at).map(|kept| &kept.ties)).unwrap_or(&none))
        .collect();
    let ids: Vec<&str> = order.marks.iter().map(|marks| marks.id.as_str()).collect();
    let mut sizes: BTreeMap<ReportNumber, usize> = BTreeMap::new();
    was.values().for_each(|kept| *sizes.entry(kept.crowd).or_default() += 1);
    let mut renewal = Renewal::default();
    for crowd in crowds(&ids, &held, &order.place, bonds, words) {
        let numbers: Vec<ReportNumber> = crowd.iter().map(|&at| order.numbers[at]).collect();
        let label = numbers.iter().min().copied().unwrap_or_default();
        let as_it_was = |&at: &usize| {
            let number = order.numbers[at];
            !news.changed.contains(&number)
                && !news.bound.contains(&number)
                && old(at).is_some_and(|kept| kept.crowd == label && *held[at] == kept.ties)
        };
        if crowd.iter().all(as_it_was) && sizes.get(&label) == Some(&crowd.len()) {
            continue;
        }
        for &at in &crowd {
            let (number, ties) = (order.numbers[at], held[at].clone());
            let kept = Kept { number, marks: order.marks[at].clone(), ties, crowd: label };
            if old(at) != Some(&kept) {
                renewal.kept.push(kept);
            }
        }
        let told = numbers.iter().map(|&number| shelf.take(number)).collect::<Result<Vec<_>, E>>()?;
        let told: Vec<&Told> = told.iter().map(AsRef::as_ref).collect();
        let own: Vec<&Ties> = crowd.iter().map(|&at| held[at]).collect();
        let stories = crowd::stories(&told, &numbers, &own, bonds, words);
        let retold = |(reports, story): crowd::Grouped| Retold {
            order: reports.first().map(|&(first, _)| order.word(crowd[first])).unwrap_or_default(),
            reports: reports.into_iter().map(|(at, text)| (numbers[at], numbers[text])).collect(),
            story,
        };
        let stories = stories.into_iter().map(retold).collect();
        renewal.crowds.push(Crowd { reports: numbers, stories });
    }
    Ok(renewal)
}

/// Reports in their order.
struct Order<'m> {
    numbers: Vec<ReportNumber>,
    marks: Vec<&'m Marks>,
    place: BTreeMap<ReportNumber, usize>,
}

impl<'m> Order<'m> {
    fn of(reports: impl Iterator<Item = (ReportNumber, &'m Marks)>) -> Order<'m> {
        let mut sorted: Vec<(ReportNumber, &Marks)> = reports.collect();
        sorted.sort_by(|one, two| one.1.key().cmp(&two.1.key()).then(one.0.cmp(&two.0)));
        let place = sorted.iter().enumerate().map(|(at, (number, _))| (*number, at)).collect();
        let (numbers, marks) = sorted.into_iter().unzip();
        Order { numbers, marks, place }
    }

    /// The word by which what a report opens is ordered.
    fn word(&self, at: usize) -> String {
        let (day, credited, length, id) = self.marks[at].key();
        format!("{day} {} {:010} {id}", u8::from(credited), u32::MAX - length.0)
    }
}

/// The places of the reports whose ties hang on what is new.
fn anew(
    order: &Order,
    was: &BTreeMap<ReportNumber, Kept>,
    news: &News,
    index: &Index,
    words: &Words,
) -> BTreeSet<usize> {
    let old = Order::of(was.iter().map(|(&number, kept)| (number, &kept.marks)));
    let shifted = crate::index::Rarity::of(&old.marks, words).shifted(index.rarity());
    let (Some(shifted), false) = (shifted, was.is_empty()) else { return (0..order.numbers.len()).collect() };
    let mut anew = BTreeSet::new();
    for number in &news.changed {
        if let Some(&at) = order.place.get(number) {
            anew.insert(at);
            index.hang(at, order.marks[at], &mut anew);
            index.hang_by_runs(at, order.marks[at], &mut anew);
        }
        if let Some(kept) = was.get(number) {
            let at = order.marks.partition_point(|marks| marks.key() < kept.marks.key());
            index.hang(at, &kept.marks, &mut anew);
            index.hang_by_runs(at, &kept.marks, &mut anew);
        }
    }
    if !shifted.is_empty() {
        let shifts = |marks: &&&Marks| marks.names().any(|name| shifted.binary_search(&name).is_ok());
        for (at, marks) in order.marks.iter().enumerate().filter(|(_, marks)| shifts(marks)) {
            anew.insert(at);
            index.hang(at, marks, &mut anew);
        }
    }
    anew
}

/// What ties a report to those before it.
fn tied<'t, E>(
    at: usize,
    order: &Order,
    index: &mut Index,
    shelf: &mut Shelf<'t, impl FnMut(ReportNumber) -> Result<Cow<'t, Told>, E>>,
    words: &Words,
) -> Result<Ties, E> {
    let mut ties = Ties::default();
    let rule = &words.likeness.copies;
    for (other, shared) in index.candidates(at, words) {
        let (one, two) = shelf.both(order.numbers[other], order.numbers[at])?;
        tie(&mut ties, (order.numbers[other], one), two, &shared, words);
    }
    let long = |at: usize| order.marks[at].length as usize >= rule.fewest;
    for other in index.copied(at, rule.days).into_iter().filter(|&other| long(other) && long(at)) {
        let (one, two) = shelf.both(order.numbers[other], order.numbers[at])?;
        if is_copy(one, two, rule) {
            ties.copies.push(order.numbers[other]);
        }
    }
    Ok(ties)
}

/// Reports that were opened.
struct Shelf<'t, O> {
    open: O,
    told: BTreeMap<ReportNumber, Cow<'t, Told>>,
}

impl<'t, E, O: FnMut(ReportNumber) -> Result<Cow<'t, Told>, E>> Shelf<'t, O> {
    fn get(&mut self, number: ReportNumber) -> Result<&Told, E> {
        self.opened(number)?;
        Ok(&self.told[&number])
    }

    fn both(&mut self, one: ReportNumber, two: ReportNumber) -> Result<(&Told, &Told), E> {
        self.opened(one)?;
        self.opened(two)?;
        Ok((&self.told[&one], &self.told[&two]))
    }

    /// Gives a report away that nobody asks for again.
    fn take(&mut self, number: ReportNumber) -> Result<Cow<'t, Told>, E> {
        match self.told.remove(&number) {
            Some(told) => Ok(told),
            None => (self.open)(number),
        }
    }

    fn opened(&mut self, number: ReportNumber) -> Result<(), E> {
        if !self.told.contains_key(&number) {
            self.told.insert(number, (self.open)(number)?);
        }
        Ok(())
    }
}
