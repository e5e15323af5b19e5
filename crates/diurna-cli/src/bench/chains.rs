//! A treebank with `Entity=`: which mentions of people, organisations and places stand for the same.
//!
//! In: CoNLL-U files of GUM or CorefUD. Out: the F1s of MUC, B³ and CEAFe and their mean, summed over documents as the CoNLL 2012 scorer does. Words and
//! sentences are the treebank's, mentions and chains are ours. As CorefUD scores, heads and not ends decide which mentions are the same, and chains of one
//! mention are left out: ours is a gold mention where each holds the head of the other, so that it costs nothing which word of "Emperor Norton" a
//! tree takes for the head; one to one, the likest pairs first. The treebank counts groups among its persons and organisations. `n` is the number of gold mentions in chains of two or more.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use diurna::resolve::chain::link;
use diurna::{Coder, Knowledge};
use diurna_read::{MentionKind, Reading};

use super::coreference::{Chain, Coreference};
use super::{Figures, files, read};
use crate::conllu::{TreeDocument, TreeMention, documents};
use crate::together;

/// The treebank's types that are measured.
const TYPES: [&str; 3] = ["person", "organization", "place"];
/// Our kinds that are measured.
const KINDS: [MentionKind; 5] =
    [MentionKind::Person, MentionKind::Organization, MentionKind::Group, MentionKind::Place, MentionKind::Facility];

/// Measures the chains of every document of the files.
pub(super) fn figures(coder: &Coder, path: &Path) -> Result<Figures, String> {
    let (reader, knowledge) = (coder.reader(), coder.knowledge());
    let mut trees = Vec::new();
    for file in files(path, "conllu")? {
        trees
            .extend(documents(&read(&file)?).map_err(|(line, reason)| format!("{}:{line}: {reason}", file.display()))?);
    }
    if trees.iter().all(|tree| tree.mentions.is_empty()) {
        return Err(format!("{}: no word has an Entity= mark", path.display()));
    }
    let scored = together::map(together::threads(None), trees.iter().collect(), |tree| {
        let reading = reader.read_given(&tree.document());
        measured(tree, &ours(tree, &reading, knowledge))
    });
    let (n, all) = scored.iter().fold((0, Coreference::default()), |(n, all), (more, one)| (n + more, all.plus(one)));
    let [muc, b3, ceafe] = all.f1s();
    let mean = muc.zip(b3).zip(ceafe).map(|((muc, b3), ceafe)| (muc + b3 + ceafe) / 3.0);
    Ok(Figures { n, values: vec![("muc", muc), ("b3", b3), ("ceafe", ceafe), ("conll_f1", mean)], by_type: Vec::new() })
}

/// One of our mentions: its head, its words and its chain, words counted in the document.
struct Ours {
    head: usize,
    words: Range<usize>,
    chain: u32,
}

fn ours(tree: &TreeDocument, reading: &Reading, knowledge: &Knowledge) -> Vec<Ours> {
    let chains = link(&tree.text, reading, &[], knowledge, None);
    let measured = reading.mentions.iter().filter(|mention| KINDS.contains(&mention.kind));
    let found = measured.filter_map(|mention| {
        let chain = chains.chain(mention.head)?;
        Some(Ours { head: mention.head, words: mention.tokens.clone(), chain })
    });
    found.collect()
}

/// How many gold mentions are in chains, and the measures.
fn measured(tree: &TreeDocument, ours: &[Ours]) -> (usize, Coreference) {
    let gold: Vec<&TreeMention> =
        tree.mentions.iter().filter(|mention| TYPES.contains(&mention.kind.as_str())).collect();
    let mut chains: BTreeMap<&str, Chain> = BTreeMap::new();
    for (number, mention) in gold.iter().enumerate() {
        chains.entry(&mention.entity).or_default().insert(number);
    }
    let same = paired(&gold, ours);
    let mut found: BTreeMap<u32, Chain> = BTreeMap::new();
    for (number, mention) in ours.iter().enumerate() {
        let number = same.get(&number).copied().unwrap_or(gold.len() + number);
        found.entry(mention.chain).or_default().insert(number);
    }
    let long = chains.values().filter(|chain| chain.len() > 1).map(Chain::len).sum();
    let (gold, ours): (Vec<Chain>, Vec<Chain>) = (chains.into_values().collect(), found.into_values().collect());
    (long, Coreference::of(&gold, &ours))
}

/// The gold mention that each of ours is, one to one: the likest pairs first.
fn paired(gold: &[&TreeMention], ours: &[Ours]) -> BTreeMap<usize, usize> {
    let mut pairs = Vec::new();
    for (number, mention) in gold.iter().enumerate() {
        let first = ours.partition_point(|one| one.head < mention.words.start);
        for (one, found) in ours.iter().enumerate().skip(first).take_while(|(_, one)| one.head < mention.words.end) {
            if found.words.contains(&mention.head) {
                let gap = |a: usize, b: usize| a.abs_diff(b);
                let apart = gap(found.words.start, mention.words.start) + gap(found.words.end, mention.words.end);
                pairs.push((found.head != mention.head, apart, number, one));
            }
        }
    }
    pairs.sort_unstable();
    let (mut of, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for (_, _, number, one) in pairs {
        if !taken.contains(&number) && !of.contains_key(&one) {
            taken.insert(number);
            of.insert(one, number);
        }
    }
    of
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "# newdoc id = a\n# global.Entity = GRP-etype-infstat-minspan-link-identity\n# text = Ada met her aide.\n\
        1\tAda\tAda\tPROPN\t_\t_\t2\tnsubj\t_\tEntity=(1-person-new-1-coref)\n2\tmet\tmeet\tVERB\t_\t_\t0\troot\t_\t_\n\
        3\ther\ther\tPRON\t_\t_\t4\tnmod:poss\t_\tEntity=(2-person-new-2-sgl(1-person-giv-1-ana)\n\
        4\taide\taide\tNOUN\t_\t_\t2\tobj\t_\tEntity=2)|SpaceAfter=No\n5\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n";

    fn one(head: usize, words: Range<usize>, chain: u32) -> Ours {
        Ours { head, words, chain }
    }

    #[test]
    fn chains_like_the_treebanks_are_all_right() {
        let tree = &documents(TREE).expect("it is CoNLL-U")[0];
        let (n, scored) = measured(tree, &[one(0, 0..1, 1), one(2, 2..3, 1), one(3, 2..4, 2)]);
        assert_eq!((n, scored.f1s()), (2, [Some(1.0); 3]));
    }

    #[test]
    fn a_wrong_tie_costs() {
        let tree = &documents(TREE).expect("it is CoNLL-U")[0];
        let (_, scored) = measured(tree, &[one(0, 0..1, 1), one(2, 2..3, 2), one(3, 2..4, 2)]);
        assert_eq!(scored.f1s()[0], Some(0.0));
    }
}
