//! One page on a story, in which every sentence ends in its sources.

use diurna_record::{Record, Story};

/// The page, as Markdown.
pub fn page(story: &Story, records: &[Record]) -> String {
    let _ = records;
    format!("# {}\n", story.title)
}
