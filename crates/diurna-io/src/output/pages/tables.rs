//! The figures of a record side by side, and tables in general.
//!
//! In: a record. Out: one row a toll: the harm, the figure, who says so and how. Figures are never added up: two rows may tell of the
//! same people.

use diurna_record::{Claim, Record};
use unicode_width::UnicodeWidthStr;

use super::ink::{Ink, Paper};
use super::record::{plain, turns_in_words};
use super::words;

/// The tolls as a table, or nothing where there are none.
pub fn tolls(record: &Record, paper: Paper) -> String {
    let mut tolls: Vec<&Claim> = record.claims.iter().filter(|claim| claim.kind.is_toll()).collect();
    if tolls.is_empty() {
        return String::new();
    }
    let order = harms(record);
    let rank = |claim: &Claim| order.iter().position(|kind| *kind == claim.kind.as_str());
    tolls.sort_by_key(|claim| (claim.background, rank(claim)));
    let rows: Vec<Vec<String>> = tolls.iter().map(|claim| row(record, claim)).collect();
    let head = ["harm", "figure", "said by", "how", "claim"];
    let mut page = String::from("\n");
    page.push_str(&paper.heading(2, &[plain("Figures side by side, not to be added up")]));
    if !paper.colours {
        page.push('\n');
    }
    page.push_str(&table(&head, &rows, paper));
    page
}

/// The kinds of toll in the order they are told.
fn harms(record: &Record) -> Vec<&str> {
    let mut order = Vec::new();
    for claim in record.claims.iter().filter(|claim| claim.kind.is_toll()) {
        if !order.contains(&claim.kind.as_str()) {
            order.push(claim.kind.as_str());
        }
    }
    order
}

fn row(record: &Record, claim: &Claim) -> Vec<String> {
    let figure = claim.count.as_ref().map_or_else(|| "not told".to_owned(), words::count);
    let part = claim
        .count
        .as_ref()
        .and_then(|count| count.part_of)
        .map_or(String::new(), |whole| format!(", part of {whole}"));
    let before = if claim.background { ", background" } else { "" };
    vec![
        claim.kind.leaf().to_owned(),
        format!("{figure}{part}"),
        words::speaker(record, claim.speaker.as_ref()),
        format!("{}{before}", turns_in_words(claim)),
        claim.id.to_string(),
    ]
}

/// A table: aligned columns on a terminal, Markdown in a pipe. A cell too wide for its share of the line is cut with an ellipsis.
pub fn table(head: &[&str], rows: &[Vec<String>], paper: Paper) -> String {
    if !paper.colours {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let rule = format!("|{}\n", "---|".repeat(head.len()));
        let cells =
            |row: &Vec<String>| line(row.iter().map(|cell| cell.replace('|', "\\|").replace('\n', " ")).collect());
        return line(head.iter().map(|&name| name.to_owned()).collect())
            + &rule
            + &rows.iter().map(cells).collect::<String>();
    }
    let mut widths: Vec<usize> = (0..head.len())
        .map(|at| rows.iter().map(|row| row[at].width()).chain([head[at].width()]).max().unwrap_or(0))
        .collect();
    let room = paper.width.saturating_sub(2 + 2 * head.len());
    while widths.iter().sum::<usize>() > room.max(head.len() * 8) {
        let widest = (0..widths.len()).max_by_key(|at| widths[*at]).unwrap_or(0);
        widths[widest] -= 1;
    }
    let line = |cells: Vec<&str>, ink: Ink| {
        let padded: Vec<String> = cells.iter().zip(&widths).map(|(cell, width)| padded(cell, *width)).collect();
        let text = padded.join("  ");
        let (open, close) = if ink == Ink::Faint { ("\x1b[2m", "\x1b[0m") } else { ("", "") };
        format!("  {open}{}{close}\n", text.trim_end())
    };
    let mut text = line(head.to_vec(), Ink::Faint);
    rows.iter().for_each(|row| text.push_str(&line(row.iter().map(String::as_str).collect(), Ink::Plain)));
    text
}

fn padded(cell: &str, width: usize) -> String {
    let cell: String = cell.chars().filter(|letter| !letter.is_control()).collect();
    if cell.width() <= width {
        return format!("{cell}{}", " ".repeat(width - cell.width()));
    }
    let mut cut = String::new();
    for letter in cell.chars() {
        if cut.width() + 2 > width {
            break;
        }
        cut.push(letter);
    }
    let cut = format!("{}…", cut.trim_end());
    let pad = " ".repeat(width.saturating_sub(cut.width()));
    format!("{cut}{pad}")
}
