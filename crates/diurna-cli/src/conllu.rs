//! CoNLL-U: treebanks in, readings out.
//!
//! In: a file of a treebank. Out: its documents, each a raw text (the `# text` lines joined by a space, paragraphs parted by a blank line) with the
//! place of every syntactic word in it. A multiword token's words share its letters: "don't" is "do" and "n't". Empty nodes
//! and enhanced dependencies are passed over.

mod entities;

use std::fmt::Write;
use std::ops::Range;

use entities::{Format, Marked};

use diurna_read::Reading;
use diurna_text::{Document, Report};

/// One document of a treebank.
#[derive(Debug, Default, PartialEq)]
pub struct TreeDocument {
    /// The raw text.
    pub text: String,
    /// Its sentences.
    pub sentences: Vec<TreeSentence>,
    /// Its mentions with their entities, where the treebank marks them.
    pub mentions: Vec<TreeMention>,
}

/// Words of a treebank that stand for an entity.
#[derive(Debug, PartialEq)]
pub struct TreeMention {
    /// The treebank's name for the entity.
    pub entity: String,
    /// What it is.
    pub kind: String,
    /// Its words, counted in the document.
    pub words: Range<usize>,
    /// The word of it that governs the others, counted in the document.
    pub head: usize,
}

/// One sentence of a treebank.
#[derive(Debug, Default, PartialEq)]
pub struct TreeSentence {
    /// The treebank's name for it.
    pub id: Option<String>,
    /// Its words.
    pub words: Vec<TreeWord>,
}

/// One syntactic word of a treebank.
#[derive(Debug, PartialEq)]
pub struct TreeWord {
    /// Where it stands, in bytes of the document's text.
    pub at: Range<usize>,
    /// Its base form.
    pub lemma: String,
    /// Its universal part of speech.
    pub upos: String,
    /// Its governor's place in the sentence, none for a root.
    pub head: Option<usize>,
    /// Its universal relation, without the subtype.
    pub dep: String,
}

impl TreeDocument {
    /// The document with the treebank's own sentences and words.
    pub fn document(&self) -> Document {
        let places = |sentence: &TreeSentence| sentence.words.iter().map(|word| word.at.clone()).collect();
        Document::from_tokens(self.text.clone(), self.sentences.iter().map(places).collect())
    }

    /// All words with the sentence they stand in.
    pub fn words(&self) -> impl Iterator<Item = (&TreeSentence, &TreeWord)> {
        self.sentences.iter().flat_map(|sentence| sentence.words.iter().map(move |word| (sentence, word)))
    }
}

/// The documents of a CoNLL-U file.
///
/// # Errors
/// The line, from 1, and what is wrong with it.
pub fn documents(file: &str) -> Result<Vec<TreeDocument>, (usize, String)> {
    let mut documents: Vec<TreeDocument> = Vec::new();
    let mut block = Block::default();
    let mut format = Format::default();
    for (at, line) in file.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        let told = |reason| (at + 1, reason);
        if line.is_empty() {
            std::mem::take(&mut block).end(&mut documents, format).map_err(told)?;
        } else if let Some(parts) = line.strip_prefix("# global.Entity =") {
            format = Format::told(parts.trim());
        } else if let Some(comment) = line.strip_prefix('#') {
            block.comment(comment.trim());
        } else {
            block.row(line).map_err(told)?;
        }
    }
    block.end(&mut documents, format).map_err(|reason| (file.lines().count(), reason))?;
    Ok(documents)
}

/// The lines of one sentence.
#[derive(Default)]
struct Block {
    text: Option<String>,
    id: Option<String>,
    opens_document: bool,
    opens_paragraph: bool,
    rows: Vec<Row>,
    /// The first and last word of each multiword token, and its form.
    multiword: Vec<(usize, usize, String)>,
}

struct Row {
    form: String,
    lemma: String,
    upos: String,
    head: usize,
    dep: String,
    spaced: bool,
    /// The marks of the entities that open and close at it.
    marks: String,
}

impl Block {
    fn comment(&mut self, comment: &str) {
        let value = |name: &str| {
            comment.strip_prefix(name).map(str::trim_start).and_then(|rest| rest.strip_prefix('=')).map(str::trim)
        };
        if let Some(text) = value("text") {
            self.text = Some(text.to_owned());
        } else if let Some(id) = value("sent_id") {
            self.id = Some(id.to_owned());
        }
        self.opens_document |= comment.starts_with("newdoc");
        self.opens_paragraph |= comment.starts_with("newpar");
    }

    fn row(&mut self, line: &str) -> Result<(), String> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, _, _, head, dep, _, misc] = cells[..] else {
            return Err(format!("{} columns where there should be 10", cells.len()));
        };
        if let Some((first, last)) = id.split_once('-') {
            let number = |id: &str| id.parse::<usize>().map_err(|_| format!("{id:?} is no word's number"));
            self.multiword.push((number(first)?, number(last)?, form.to_owned()));
        } else if !id.contains('.') {
            self.rows.push(Row {
                form: form.to_owned(),
                lemma: lemma.to_owned(),
                upos: upos.to_owned(),
                head: head.parse().unwrap_or(0),
                dep: dep.split(':').next().unwrap_or(dep).to_owned(),
                spaced: !misc.split('|').any(|note| note == "SpaceAfter=No"),
                marks: misc.split('|').find_map(|note| note.strip_prefix("Entity=")).unwrap_or("").to_owned(),
            });
        }
        Ok(())
    }

    /// Adds the sentence to the last document, or to a new one where it opens one.
    fn end(self, documents: &mut Vec<TreeDocument>, format: Format) -> Result<(), String> {
        if self.rows.is_empty() {
            return Ok(());
        }
        if self.opens_document || documents.is_empty() {
            documents.push(TreeDocument::default());
        }
        let Some(document) = documents.last_mut() else { return Ok(()) };
        let text = self.text.clone().unwrap_or_else(|| self.spelled());
        if !document.text.is_empty() {
            document.text.push_str(if self.opens_paragraph { "\n\n" } else { " " });
        }
        let start = document.text.len();
        document.text.push_str(&text);
        let places = self.places(&text);
        let marks = self.rows.iter().enumerate().map(|(word, row)| (word, row.marks.as_str()));
        let marked = entities::mentions(marks, format)?;
        let before = document.words().count();
        document.mentions.extend(marked.into_iter().map(|marked| self.mention(marked, before)));
        let words = self.rows.into_iter().zip(places).map(|(row, at)| TreeWord {
            at: start + at.start..start + at.end,
            lemma: row.lemma,
            upos: row.upos,
            head: row.head.checked_sub(1),
            dep: row.dep,
        });
        document.sentences.push(TreeSentence { id: self.id, words: words.collect() });
        Ok(())
    }

    /// A marked mention with its head: its first word whose governor is outside of it.
    fn mention(&self, (entity, kind, words): Marked, before: usize) -> TreeMention {
        let outside = |word: &usize| !self.rows[*word].head.checked_sub(1).is_some_and(|head| words.contains(&head));
        let head = words.clone().find(outside).unwrap_or(words.start);
        TreeMention { entity, kind, words: before + words.start..before + words.end, head: before + head }
    }

    /// The text as its words spell it, where no comment tells it.
    fn spelled(&self) -> String {
        self.rows
            .iter()
            .map(|row| format!("{}{}", row.form, if row.spaced { " " } else { "" }))
            .collect::<String>()
            .trim_end()
            .to_owned()
    }

    /// Where each word stands in the sentence's text.
    fn places(&self, text: &str) -> Vec<Range<usize>> {
        let mut places = Vec::with_capacity(self.rows.len());
        let mut from = 0;
        let mut at = 0;
        while at < self.rows.len() {
            let token = self.multiword.iter().find(|(first, _, _)| *first == at + 1);
            let (form, last) =
                token.map_or((self.rows[at].form.as_str(), at), |(_, last, form)| (form.as_str(), last - 1));
            let last = last.clamp(at, self.rows.len() - 1);
            let start = text[from..].find(form).map_or(from, |found| from + found);
            let end = (start + form.len()).min(text.len());
            places.extend(shared(&text[start..end], start, &self.rows[at..=last]));
            from = end;
            at = last + 1;
        }
        places
    }
}

/// Parts a token's letters among its words: by the length of their forms, at least one letter each where there are enough.
fn shared(token: &str, start: usize, words: &[Row]) -> Vec<Range<usize>> {
    let ends: Vec<usize> = token.char_indices().map(|(at, _)| at).skip(1).chain([token.len()]).collect();
    let mut places = Vec::with_capacity(words.len());
    let (mut from, mut taken) = (0, 0);
    for (at, word) in words.iter().enumerate() {
        let left = words.len() - 1 - at;
        let most = ends.len().saturating_sub(taken + left);
        let letters = if left == 0 { ends.len() - taken } else { word.form.chars().count().min(most) };
        taken += letters;
        let end = taken.checked_sub(1).and_then(|last| ends.get(last)).copied().unwrap_or(from);
        places.push(start + from..start + end);
        from = end;
    }
    places
}

/// A reading as CoNLL-U.
pub fn written(report: &Report, document: &Document, reading: &Reading) -> String {
    let text = document.text();
    let mut file = format!("# newdoc id = {}\n", one_line(&report.id));
    let mut before = 0;
    for (at, sentence) in reading.sentences.iter().enumerate() {
        let gap = text.get(before..sentence.at.start()).unwrap_or("");
        if at == 0 || gap.matches('\n').count() > 1 {
            file.push_str("# newpar\n");
        }
        before = sentence.at.end();
        writeln!(file, "# sent_id = {}-{}\n# text = {}", one_line(&report.id), at + 1, one_line(sentence.at.of(text)))
            .expect(ROOM);
        for (number, token) in sentence.tokens.clone().enumerate() {
            let Some(word) = reading.tokens.get(token) else { continue };
            // A governor in another sentence has no number here: the word stands as a root.
            let head = word
                .head
                .filter(|head| sentence.tokens.contains(head))
                .map_or(0, |head| head - sentence.tokens.start + 1);
            let close = reading.tokens.get(token + 1).is_some_and(|next| next.at.start() == word.at.end());
            let (form, lemma, upos, dep) = (one_line(word.at.of(text)), one_line(&word.lemma), word.pos, word.dep);
            let misc = if close { "SpaceAfter=No" } else { "_" };
            writeln!(file, "{}\t{form}\t{lemma}\t{upos}\t_\t_\t{head}\t{dep}\t_\t{misc}", number + 1).expect(ROOM);
        }
        file.push('\n');
    }
    file
}

const ROOM: &str = "a string takes any line";

/// The words without tabs and line breaks, which would break the columns.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# newdoc\n# sent_id = a\n# text = They don't talk.\n1\tThey\tthey\tPRON\t_\t_\t4\tnsubj\t_\t_\n\
        2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n2\tdo\tdo\tAUX\t_\t_\t4\taux:tense\t_\t_\n3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_\n\
        4\ttalk\ttalk\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No\n5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_\n\n\
        # newpar\n# text = Why?\n1\tWhy\twhy\tADV\t_\t_\t0\troot\t_\tSpaceAfter=No\n2\t?\t?\tPUNCT\t_\t_\t1\tpunct\t_\t_\n";

    #[test]
    fn words_stand_in_the_text() {
        let documents = documents(FILE).expect("it is CoNLL-U");
        let [document] = &documents[..] else { panic!("one document") };
        assert_eq!(document.text, "They don't talk.\n\nWhy?");
        let words: Vec<&str> = document.words().map(|(_, word)| &document.text[word.at.clone()]).collect();
        assert_eq!(words, ["They", "do", "n't", "talk", ".", "Why", "?"]);
        let second = &document.sentences[0].words[1];
        assert_eq!((second.head, second.dep.as_str()), (Some(3), "aux"));
        assert_eq!(document.document().tokens().len(), 7);
    }

    #[test]
    fn a_token_that_its_words_do_not_spell_is_shared() {
        let row = |form: &str| Row {
            form: form.into(),
            lemma: String::new(),
            upos: String::new(),
            head: 0,
            dep: String::new(),
            spaced: true,
            marks: String::new(),
        };
        assert_eq!(shared("dunno", 10, &[row("do"), row("n't"), row("know")]), [10..12, 12..14, 14..15]);
        assert_eq!(shared("é", 0, &[row("a"), row("b")]), [0..0, 0..2]);
    }

    #[test]
    fn a_bad_row_is_told_with_its_line() {
        assert_eq!(documents("# text = x\n1\tx\n").map_err(|(line, _)| line), Err(2));
    }
}
