//! What changed between two records or two exports.
//!
//! In: two files of one form. Out: the rows that are only in the new one, those that are only in the old one, and those that differ, with the fields that do.
//! Rows are the same where their stable id is; what an id is made of (the report's text, kind, anchor, place of the quote) cannot differ between
//! them. Both files are held in memory.

mod rows;

use std::collections::BTreeMap;

pub use rows::{Rows, rows_of};

/// One row: its fields by name, in order.
pub type Fields = Vec<(String, String)>;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A row that only the new file has.
    Added {
        /// Its id.
        id: String,
        /// Its fields.
        fields: Fields,
    },
    /// A row that only the old file has.
    Removed {
        /// Its id.
        id: String,
        /// Its fields.
        fields: Fields,
    },
    /// A row of both that differs.
    Changed {
        /// Its id.
        id: String,
        /// Its fields as they are now.
        fields: Fields,
        /// The name of each field that differs, what it was, and what it is.
        differing: Vec<[String; 3]>,
    },
}

/// What changed from `old` to `new`, by id, and how many rows are the same.
pub fn changes(old: &Rows, new: &Rows) -> (Vec<Change>, usize) {
    let mut changes: BTreeMap<&str, Change> = BTreeMap::new();
    let mut same = 0;
    for (id, fields) in new {
        let change = match old.get(id) {
            None => Change::Added { id: id.clone(), fields: fields.clone() },
            Some(before) => {
                let differing = differing(before, fields);
                if differing.is_empty() {
                    same += 1;
                    continue;
                }
                Change::Changed { id: id.clone(), fields: fields.clone(), differing }
            }
        };
        changes.insert(id, change);
    }
    for (id, fields) in old.iter().filter(|(id, _)| !new.contains_key(*id)) {
        changes.insert(id, Change::Removed { id: id.clone(), fields: fields.clone() });
    }
    (changes.into_values().collect(), same)
}

/// The fields of either that are not the same in both; a field that is not there is empty.
fn differing(old: &Fields, new: &Fields) -> Vec<[String; 3]> {
    let of = |fields: &Fields, name: &str| {
        fields.iter().find(|(field, _)| field == name).map_or(String::new(), |(_, value)| value.clone())
    };
    let mut names: Vec<&String> = old.iter().map(|(name, _)| name).collect();
    names.extend(new.iter().map(|(name, _)| name).filter(|name| !old.iter().any(|(field, _)| field == *name)));
    let pairs = names.into_iter().map(|name| [name.clone(), of(old, name), of(new, name)]);
    pairs.filter(|[_, before, after]| before != after).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[(&str, &str)]) -> Rows {
        let fields = |value: &str| vec![("value".to_owned(), value.to_owned())];
        rows.iter().map(|(id, value)| ((*id).to_owned(), fields(value))).collect()
    }

    #[test]
    fn a_row_is_added_removed_changed_or_the_same() {
        let (old, new) = (rows(&[("a", "12"), ("b", "3"), ("c", "5")]), rows(&[("a", "17"), ("c", "5"), ("d", "1")]));
        let (told, same) = changes(&old, &new);
        let of = |value: &str| vec![("value".to_owned(), value.to_owned())];
        let differing = vec![["value".to_owned(), "12".to_owned(), "17".to_owned()]];
        assert_eq!(
            told,
            [
                Change::Changed { id: "a".to_owned(), fields: of("17"), differing },
                Change::Removed { id: "b".to_owned(), fields: of("3") },
                Change::Added { id: "d".to_owned(), fields: of("1") },
            ]
        );
        assert_eq!(same, 1);
    }
}
