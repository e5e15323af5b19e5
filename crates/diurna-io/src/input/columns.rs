//! The columns of a table → our keys.
//!
//! In: a table's column names and what the person said about them. Out: which column holds which key, told by the person's name for it, our own,
//! or a common other one, capitals aside. A table in which nothing holds text is no table of reports, and says so.

use serde_json::{Map, Value};

use super::object::names;
use super::{Defaults, Found, GivenNote, Origin, object};

/// Where a table keeps what a report is made of.
pub(super) struct Columns {
    /// Our key and the number of its column, from 0.
    at: Vec<(&'static str, usize)>,
    defaults: Defaults,
}

impl Columns {
    /// The columns by the table's header, or why it is none.
    pub(super) fn of(header: &[String], defaults: &Defaults) -> Result<Columns, String> {
        let at = |name: &str| {
            let same = |column: &&String| column.trim() == name;
            let alike = |column: &&String| column.trim().eq_ignore_ascii_case(name);
            let found = header.iter().find(same).or_else(|| header.iter().find(alike))?;
            header.iter().position(|column| column == found)
        };
        if let Some((_, theirs)) = defaults.keys.iter().find(|(_, theirs)| at(theirs).is_none()) {
            return Err(format!("no column {theirs:?} (columns: {})", header.join(", ")));
        }
        let column = |(ours, others): &(&'static str, &'static [&'static str])| {
            let mapped = defaults.keys.iter().filter(|(key, _)| key == ours).map(|(_, theirs)| theirs.as_str());
            let column = mapped.chain([*ours]).chain(others.iter().copied()).find_map(at)?;
            Some((*ours, column))
        };
        let found: Vec<(&'static str, usize)> = names().iter().filter_map(column).collect();
        if !found.iter().any(|(key, _)| matches!(*key, "text" | "html")) {
            let columns = header.join(", ");
            return Err(format!("no column holds text (columns: {columns}): name it with --map text=COLUMN"));
        }
        Ok(Columns { at: found, defaults: Defaults { keys: Vec::new(), ..defaults.clone() } })
    }

    /// The numbers of the columns that are of use.
    pub(super) fn used(&self) -> impl Iterator<Item = usize> {
        self.at.iter().map(|(_, column)| *column)
    }

    /// The report of a row, whose cells are asked for by their column; an empty cell says nothing.
    pub(super) fn report(
        &self,
        cell: impl Fn(usize) -> Option<String>,
        notes: Vec<GivenNote>,
        origin: &Origin,
    ) -> Found {
        let filled = |(key, column): &(&'static str, usize)| {
            let cell = cell(*column).filter(|cell| !cell.trim().is_empty())?;
            Some(((*key).to_owned(), Value::String(cell)))
        };
        let object: Map<String, Value> = self.at.iter().filter_map(filled).collect();
        object::given(&object, notes, origin, &self.defaults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(header: &[&str], keys: &[(&str, &str)]) -> Result<Vec<(&'static str, usize)>, String> {
        let keys = keys.iter().map(|(ours, theirs)| ((*ours).to_owned(), (*theirs).to_owned())).collect();
        let header: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
        Columns::of(&header, &Defaults { keys, ..Defaults::default() }).map(|columns| columns.at)
    }

    #[test]
    fn common_names_are_known_whatever_their_capitals() {
        let found = columns(&["ID", "Date", "Headline", "Body", "views"], &[]).expect("a table of reports");
        assert_eq!(found, [("id", 0), ("published", 1), ("title", 2), ("text", 3)]);
    }

    #[test]
    fn the_persons_names_come_first_and_may_cross() {
        let found = columns(&["text", "story"], &[("title", "text"), ("text", "story")]).expect("a table of reports");
        assert_eq!(found, [("title", 0), ("text", 1)]);
    }

    #[test]
    fn a_table_without_text_says_which_columns_it_has() {
        let told = columns(&["iso", "deaths"], &[]).expect_err("nothing holds text");
        assert_eq!(told, "no column holds text (columns: iso, deaths): name it with --map text=COLUMN");
        assert_eq!(
            columns(&["text"], &[("date", "day")]).expect_err("no such column"),
            "no column \"day\" (columns: text)"
        );
    }
}
