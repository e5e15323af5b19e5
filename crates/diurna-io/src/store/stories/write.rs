//! Stories that were told anew go in, and those they take the place of go.
//!
//! In: what was found out. Out: rows. A new story takes the number of the old one that it shares most reports with; a number that nobody takes
//! is not given again.

use diurna_fuse::{Crowd, ReportNumber, Retold};
use diurna_record::{ClaimRef, Story, StoryId};
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};

use super::Found;
use crate::store::ReportId;

/// Writes what was found out.
pub(super) fn write(transaction: &Transaction<'_>, found: &Found) -> rusqlite::Result<()> {
    keep(transaction, found)?;
    let new: Vec<&Retold> = found.renewal.crowds.iter().flat_map(|crowd| &crowd.stories).collect();
    let old = old(transaction, &found.renewal.crowds)?;
    let numbers = numbers(&old, &new, next(transaction)?);
    let gone: BTreeSet<i64> = old.values().copied().collect();
    for id in gone {
        transaction.prepare_cached("DELETE FROM stories WHERE id = ?1")?.execute([id])?;
    }
    let mut numbers = numbers.into_iter();
    for crowd in &found.renewal.crowds {
        let names = names(transaction, &crowd.reports)?;
        for (retold, id) in crowd.stories.iter().zip(&mut numbers) {
            tell(transaction, retold, id, &names)?;
        }
    }
    let sql = "INSERT INTO stories_made (id, edition, turn, bonds) VALUES (1, ?1, ?2, ?3)
        ON CONFLICT (id) DO UPDATE SET edition = excluded.edition, turn = excluded.turn, bonds = excluded.bonds";
    transaction.execute(sql, params![found.edition, found.turn + 1, found.bonds.to_string()])?;
    Ok(())
}

/// Keeps what the next time goes by.
fn keep(transaction: &Transaction<'_>, found: &Found) -> rusqlite::Result<()> {
    for kept in &found.renewal.kept {
        let bytes = postcard::to_stdvec(kept).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        let sql = "INSERT INTO compared (report, coding, entry, kept) VALUES (?1, 0, 0, ?2)
            ON CONFLICT (report) DO UPDATE SET kept = excluded.kept";
        transaction.prepare_cached(sql)?.execute(params![kept.number.0, bytes])?;
    }
    for (report, [coding, entry]) in &found.seen {
        let sql = "UPDATE compared SET coding = ?2, entry = ?3 WHERE report = ?1";
        transaction.prepare_cached(sql)?.execute(params![report.0, coding, entry])?;
    }
    Ok(())
}

/// The stories that the reports of some crowds were in.
fn old(transaction: &Transaction<'_>, crowds: &[Crowd]) -> rusqlite::Result<BTreeMap<ReportNumber, i64>> {
    let mut query = transaction.prepare_cached("SELECT story FROM story_reports WHERE report = ?1")?;
    let mut old = BTreeMap::new();
    for number in crowds.iter().flat_map(|crowd| &crowd.reports) {
        if let Some(story) = query.query_row([number.0], |row| row.get(0)).optional()? {
            old.insert(*number, story);
        }
    }
    Ok(old)
}

/// The first number that no story ever had.
fn next(transaction: &Transaction<'_>) -> rusqlite::Result<i64> {
    let sql = "SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'stories'), 0),
        coalesce((SELECT max(id) FROM stories), 0)) + 1";
    transaction.query_row(sql, [], |row| row.get(0))
}

/// The numbers of new stories: those of the old that they share most reports with, else new ones in their order.
fn numbers(old: &BTreeMap<ReportNumber, i64>, new: &[&Retold], next: i64) -> Vec<i64> {
    let mut shared: BTreeMap<(i64, usize), usize> = BTreeMap::new();
    for (at, retold) in new.iter().enumerate() {
        for story in retold.reports.iter().filter_map(|(report, _)| old.get(report)) {
            *shared.entry((*story, at)).or_default() += 1;
        }
    }
    let mut shared: Vec<((i64, usize), usize)> = shared.into_iter().collect();
    shared.sort_by_key(|&(pair, reports)| (std::cmp::Reverse(reports), pair));
    let (mut given, mut taken) = (vec![None; new.len()], BTreeSet::new());
    for ((story, at), _) in shared {
        if given[at].is_none() && taken.insert(story) {
            given[at] = Some(story);
        }
    }
    let mut order: Vec<usize> = (0..new.len()).filter(|&at| given[at].is_none()).collect();
    order.sort_by(|&one, &other| new[one].order.cmp(&new[other].order));
    for (number, at) in (next..).zip(order) {
        given[at] = Some(number);
    }
    given.into_iter().flatten().collect()
}

/// The reports of a crowd by their names.
fn names(transaction: &Transaction<'_>, reports: &[ReportNumber]) -> rusqlite::Result<BTreeMap<String, ReportId>> {
    let mut query = transaction.prepare_cached("SELECT name FROM reports WHERE id = ?1")?;
    let mut names = BTreeMap::new();
    for number in reports.iter().rev() {
        names.insert(query.query_row([number.0], |row| row.get(0))?, ReportId(number.0));
    }
    Ok(names)
}

fn tell(
    transaction: &Transaction<'_>,
    retold: &Retold,
    id: i64,
    names: &BTreeMap<String, ReportId>,
) -> rusqlite::Result<()> {
    let story = Story { id: StoryId(u32::try_from(id).unwrap_or(u32::MAX)), ..retold.story.clone() };
    let day = |day: &Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let speakers: BTreeSet<Option<&str>> =
        story.tolls.iter().map(|series| series.speaker.as_ref().map(|speaker| speaker.name.as_str())).collect();
    transaction
        .prepare_cached(
            "INSERT INTO stories (id, in_order, kind, title, day_from, day_to, place, country, reports, copies, claims, figures,
                speakers, disputes, agreements, terms, story) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            id,
            retold.order,
            story.kind.as_str(),
            story.title,
            day(&story.from),
            day(&story.to),
            story.place.as_ref().map(|place| &place.name),
            story.place.as_ref().and_then(|place| place.country.as_ref()),
            story.reports.len(),
            retold.reports.len().saturating_sub(story.reports.len()),
            story.claims.len(),
            story.tolls.iter().map(|series| series.points.len()).sum::<usize>(),
            speakers.len(),
            story.disputes.len(),
            story.agreements.len(),
            story.agreements.iter().map(|agreement| agreement.terms.len()).sum::<usize>(),
            story.to_json(),
        ])?;
    let mut query =
        transaction.prepare_cached("INSERT INTO story_reports (report, story, copy_of) VALUES (?, ?, ?)")?;
    for (report, text) in &retold.reports {
        query.execute(params![report.0, id, (report != text).then_some(text.0)])?;
    }
    let mut query = transaction
        .prepare_cached("INSERT OR IGNORE INTO story_claims (report, claim, story, happening) VALUES (?, ?, ?, ?)")?;
    for told in &story.claims {
        let ClaimRef { report, claim } = &told.claim;
        if let Some(report) = names.get(report) {
            query.execute(params![report.0, claim.0, id, told.happening.0])?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(order: &str, reports: &[i64]) -> Retold {
        let reports = reports.iter().map(|&report| (ReportNumber(report), ReportNumber(report))).collect();
        Retold { order: order.to_owned(), reports, ..Retold::default() }
    }

    #[test]
    fn a_story_keeps_its_number_with_most_of_its_reports() {
        // Story 3 told five reports and story 4 one; the five part in two and three, and the one joins the two.
        let old = [(1, 3), (2, 3), (5, 3), (6, 3), (7, 3), (9, 4)].map(|(report, story)| (ReportNumber(report), story));
        let (two, three, other) = (told("b", &[1, 2, 9]), told("c", &[5, 6, 7]), told("a", &[12]));
        assert_eq!(numbers(&BTreeMap::from(old), &[&two, &three, &other], 8), [4, 3, 8]);
    }
}
