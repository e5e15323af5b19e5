//! A treebank: tags, lemmas and arcs on its own words; words, sentences and arcs from raw text.
//!
//! In: CoNLL-U files. Out: accuracies over gold words, and F1s by the rules of the CoNLL 2018 shared task: a word is found where both
//! its ends are right, an arc is right where both its words are found and the relation is the same without its subtype.
//! `tokens_f1` is over syntactic words, since a reading has no other tokens. `las_no_punct` leaves out words whose gold relation is punct.

use std::collections::BTreeMap;
use std::path::Path;

use diurna_read::{Reader, Reading};
use diurna_text::{Document, Report};

use super::{Figures, Matches, files, read, share};
use crate::conllu::{TreeDocument, TreeWord, documents};
use crate::together;

/// Measures the reader on every document of the files.
pub(super) fn figures(reader: &Reader, path: &Path) -> Result<Figures, String> {
    let mut trees = Vec::new();
    for file in files(path, "conllu")? {
        trees
            .extend(documents(&read(&file)?).map_err(|(line, reason)| format!("{}:{line}: {reason}", file.display()))?);
    }
    let tallies: Vec<Tally> = together::map(together::threads(None), trees.iter().collect(), |tree| {
        on_gold(reader, tree).plus(&raw(reader, tree))
    });
    let all = tallies.iter().fold(Tally::default(), |sum, tally| sum.plus(tally));
    Ok(Figures {
        n: all.words,
        by_type: Vec::new(),
        values: vec![
            ("upos", share(all.upos, all.words)),
            ("lemma", share(all.lemma, all.lemmas)),
            ("uas", share(all.uas, all.words)),
            ("las", share(all.las, all.words)),
            ("las_no_punct", share(all.las_no_punct, all.words_no_punct)),
            ("tokens_f1", all.tokens.f1()),
            ("sentences_f1", all.sentences.f1()),
            ("las_raw", all.las_raw.f1()),
        ],
    })
}

/// What is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    words: usize,
    upos: usize,
    lemmas: usize,
    lemma: usize,
    uas: usize,
    las: usize,
    words_no_punct: usize,
    las_no_punct: usize,
    tokens: Matches,
    sentences: Matches,
    las_raw: Matches,
}

impl Tally {
    fn plus(self, other: &Tally) -> Tally {
        Tally {
            words: self.words + other.words,
            upos: self.upos + other.upos,
            lemmas: self.lemmas + other.lemmas,
            lemma: self.lemma + other.lemma,
            uas: self.uas + other.uas,
            las: self.las + other.las,
            words_no_punct: self.words_no_punct + other.words_no_punct,
            las_no_punct: self.las_no_punct + other.las_no_punct,
            tokens: self.tokens.plus(other.tokens),
            sentences: self.sentences.plus(other.sentences),
            las_raw: self.las_raw.plus(other.las_raw),
        }
    }
}

/// Where words stand: from where to where, in bytes of one text.
type Ends = (usize, usize);

/// The gold words in order, each with its governor's ends (none for a root).
fn gold_arcs(tree: &TreeDocument) -> Vec<(&TreeWord, Option<Ends>)> {
    let ends = |word: &TreeWord| (word.at.start, word.at.end);
    tree.words().map(|(sentence, word)| (word, word.head.and_then(|head| sentence.words.get(head)).map(ends))).collect()
}

/// Our words by their ends: the word and its governor's ends.
fn our_arcs(reading: &Reading) -> BTreeMap<Ends, (usize, Option<Ends>)> {
    let ends = |at: usize| reading.tokens.get(at).map(|word| (word.at.start(), word.at.end()));
    let arcs = reading.tokens.iter().enumerate();
    arcs.map(|(at, word)| ((word.at.start(), word.at.end()), (at, word.head.and_then(ends)))).collect()
}

fn base(relation: &str) -> &str {
    relation.split(':').next().unwrap_or(relation)
}

fn on_gold(reader: &Reader, tree: &TreeDocument) -> Tally {
    on_words(tree, &reader.read_given(&tree.document()))
}

fn on_words(tree: &TreeDocument, reading: &Reading) -> Tally {
    let ours = our_arcs(reading);
    let mut tally = Tally::default();
    for (gold, head) in gold_arcs(tree) {
        let found = ours.get(&(gold.at.start, gold.at.end)).map(|(at, head)| (&reading.tokens[*at], *head));
        let is = |right: bool| usize::from(right);
        let arc = found.is_some_and(|(_, ours)| ours == head);
        let labelled = arc && found.is_some_and(|(word, _)| base(word.dep) == gold.dep);
        let spelled = gold.lemma != "_";
        let open = gold.dep != "punct";
        tally.words += 1;
        tally.upos += is(found.is_some_and(|(word, _)| word.pos.as_str() == gold.upos));
        tally.lemmas += is(spelled);
        tally.lemma += is(spelled && found.is_some_and(|(word, _)| word.lemma == gold.lemma));
        tally.uas += is(arc);
        tally.las += is(labelled);
        tally.words_no_punct += is(open);
        tally.las_no_punct += is(open && labelled);
    }
    tally
}

fn raw(reader: &Reader, tree: &TreeDocument) -> Tally {
    from_text(tree, &reader.read(&Document::of(&Report::of(&tree.text))))
}

fn from_text(tree: &TreeDocument, reading: &Reading) -> Tally {
    let ours = our_arcs(reading);
    let gold = gold_arcs(tree);
    let found = gold.iter().filter(|(word, _)| ours.contains_key(&(word.at.start, word.at.end))).count();
    let right = gold.iter().filter(|(word, head)| {
        let arc = ours.get(&(word.at.start, word.at.end));
        arc.is_some_and(|(at, ours)| ours == head && base(reading.tokens[*at].dep) == word.dep)
    });
    let theirs = tree
        .sentences
        .iter()
        .filter_map(|sentence| Some((sentence.words.first()?.at.start, sentence.words.last()?.at.end)));
    let theirs: Vec<Ends> = theirs.collect();
    let sentences: Vec<Ends> =
        reading.sentences.iter().map(|sentence| (sentence.at.start(), sentence.at.end())).collect();
    let both = theirs.iter().filter(|ends| sentences.contains(ends)).count();
    let (gold_words, our_words) = (gold.len(), reading.tokens.len());
    Tally {
        tokens: Matches { hits: found, gold: gold_words, ours: our_words },
        sentences: Matches { hits: both, gold: theirs.len(), ours: sentences.len() },
        las_raw: Matches { hits: right.count(), gold: gold_words, ours: our_words },
        ..Tally::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use diurna_read::{Pos, ReadSentence, Word};
    use diurna_text::{Part, Span};

    const TREE: &str = "# newdoc\n# text = They fled.\n1\tThey\tthey\tPRON\t_\t_\t2\tnsubj:pass\t_\t_\n\
        2\tfled\tflee\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n";

    /// From where to where, part of speech, governor, relation, lemma.
    type Row = (usize, usize, Pos, Option<usize>, &'static str, &'static str);

    fn reading(text: &str, words: &[Row]) -> Reading {
        let span = |start, end| Span::within(text, start, end).expect("in the text");
        let word = |&(start, end, pos, head, dep, lemma): &Row| Word {
            at: span(start, end),
            lemma: lemma.to_owned(),
            pos,
            head,
            dep,
        };
        let sentence = ReadSentence { at: span(0, text.len()), part: Part::Body, tokens: 0..words.len() };
        Reading { tokens: words.iter().map(word).collect(), sentences: vec![sentence], ..Reading::default() }
    }

    #[test]
    fn a_reading_like_the_tree_is_all_right() {
        let tree = &documents(TREE).expect("it is CoNLL-U")[0];
        let words = [
            (0, 4, Pos::Pron, Some(1), "nsubj", "they"),
            (5, 9, Pos::Verb, None, "root", "flee"),
            (9, 10, Pos::Punct, Some(1), "punct", "."),
        ];
        let same = reading(&tree.text, &words);
        let tally = on_words(tree, &same);
        assert_eq!((tally.words, tally.upos, tally.lemma, tally.uas, tally.las), (3, 3, 3, 3, 3));
        assert_eq!((tally.words_no_punct, tally.las_no_punct), (2, 2));
        let raw = from_text(tree, &same);
        assert_eq!((raw.tokens.f1(), raw.sentences.f1(), raw.las_raw.f1()), (Some(1.0), Some(1.0), Some(1.0)));
    }

    #[test]
    fn an_arc_from_a_word_that_is_not_found_is_wrong() {
        let tree = &documents(TREE).expect("it is CoNLL-U")[0];
        let joined = reading(
            &tree.text,
            &[(0, 4, Pos::Pron, Some(1), "nsubj", "they"), (5, 10, Pos::Verb, None, "root", "flee")],
        );
        let raw = from_text(tree, &joined);
        assert_eq!(raw.tokens, Matches { hits: 1, gold: 3, ours: 2 });
        assert_eq!(raw.las_raw.hits, 0);
    }
}
