//! Numbers of a record file's rows. They mean nothing in another file.

use std::fmt;

macro_rules! row {
    ($name:ident, $what:literal) => {
        #[doc = $what]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(out, "{}", self.0)
            }
        }
    };
}

row!(ReportId, "A report of this file, in all its versions.");
row!(VersionId, "One version of a report.");
row!(CodingId, "What one model made of one version.");
row!(EntryId, "A line of the journal.");

/// Claims and happenings that people add are numbered from here on, so that they never meet the machine's.
pub const ADDED_FROM: u32 = 1_000_000;
/// Claims that people had checked, that another model does not make, and that stand again, are numbered from here on.
pub const RESTORED_FROM: u32 = 2_000_000_000;
