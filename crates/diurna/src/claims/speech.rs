//! Speech: who says a happening, and one speech spread over all that its content holds.
//!
//! In: the roles of a happening and the speeches of the reading. Out: the speaker, the cue and who passed it on. The model's own
//! answer for the happening comes first; else the innermost speech whose content holds the anchor. Neither holds what the report says in its own
//! voice: a sentence of its own outside quotation marks, words that it adds to a saying ("appealed for calm after …"), and what stands beside a
//! clause with a source of its own ("… of mines planted, according to them, by …"). A teller between the speaker and the anchor is
//! the speaker, and the speaker passed it on. Inside quotation marks the one beside the quotation speaks, else the one of the quotation that
//! it carries on.

use crate::claims::{Draft, Said, complete, head_of, span_of, words_in};
use crate::lexicon::Asides;
use diurna_read::{Pos, Reading, Role, Speech};
use diurna_text::{Document, Span};
use std::ops::Range;

/// The fewest bytes of a quotation that is more than a word or two of the report's own sentence.
const LEAST_QUOTED: usize = 40;
/// The most characters between a quotation and the one that it carries on.
const MOST_BETWEEN: usize = 160;
/// Marks that end a sentence.
const ENDS: [char; 3] = ['.', '?', '!'];
/// How many governors a path climbs at most.
const HIGHEST: usize = 40;

/// Who says a draft, by the roles of its happening or by the speech that holds it.
pub fn said(text: &str, reading: &Reading, draft: &Draft, asides: &Asides) -> Option<Said> {
    let happening = reading.happenings.get(draft.happening)?;
    let path = path(reading, happening.first);
    let own = reading.sentences.get(draft.sentence)?.at;
    let voiced = |said: &Said| {
        (draft.direct_quote || own.overlaps(said.speaker))
            && !added(text, reading, &path, said, asides)
            && !beyond(reading, &path, said)
    };
    let mut speeches = all_holding(reading, happening.anchor);
    let by_role = super::best(happening, Role::Speaker).map(|role| {
        let cue = super::best(happening, Role::Cue).map(|cue| cue.at);
        let cue = cue.or_else(|| cue_near(speeches.first().copied(), role.at));
        let passed = happening.roles.iter().filter(|via| via.role == Role::Via && !via.at.overlaps(role.at));
        Said { speaker: role.at, cue, via: passed.map(|via| via.at).collect() }
    });
    let mut by_speech = speeches
        .drain(..)
        .filter_map(|speech| Some(Said { speaker: speech.source?, cue: speech.cue, via: Vec::new() }));
    let said = match by_role {
        Some(said) if voiced(&said) => Some(said),
        _ => by_speech.find(voiced),
    }?;
    Some(nested(reading, &path, said))
}

fn cue_near(speech: Option<&Speech>, speaker: Span) -> Option<Span> {
    let speech = speech?;
    if speech.source.is_some_and(|source| source.overlaps(speaker)) { speech.cue } else { None }
}

/// The innermost speech that has a source and whose content holds a span.
pub(super) fn holding(reading: &Reading, at: Span) -> Option<&Speech> {
    all_holding(reading, at).into_iter().next()
}

/// The speeches with a source whose content holds a span, the innermost first.
fn all_holding(reading: &Reading, at: Span) -> Vec<&Speech> {
    let size = |speech: &Speech| {
        let held = speech.content.iter().filter(|content| content.contains(at));
        held.map(|content| content.len()).min()
    };
    let sourced = reading.speech.iter().filter(|speech| speech.source.is_some());
    let mut found: Vec<(usize, &Speech)> = sourced.filter_map(|speech| Some((size(speech)?, speech))).collect();
    found.sort_by_key(|(size, _)| *size);
    found.into_iter().map(|(_, speech)| speech).collect()
}

/// A token and its governors up to the root.
fn path(reading: &Reading, token: usize) -> Vec<usize> {
    let up = |&token: &usize| reading.tokens.get(token).and_then(|word| word.head);
    std::iter::successors(Some(token), up).take(HIGHEST).collect()
}

fn below<'a>(reading: &'a Reading, token: usize, dep: &'a str) -> impl Iterator<Item = usize> + 'a {
    let sentence = reading.sentences.iter().find(|sentence| sentence.tokens.contains(&token));
    let tokens = sentence.map_or(0..0, |sentence| sentence.tokens.clone());
    tokens.filter(move |&other| reading.tokens[other].head == Some(token) && reading.tokens[other].dep == dep)
}

/// Whether the report itself adds the anchor to the saying: it lies under a clause or a noun that such a word ties to the cue.
fn added(text: &str, reading: &Reading, path: &[usize], said: &Said, asides: &Asides) -> bool {
    let cue = said.cue.map(|cue| words_in(reading, cue));
    let governor = head_of(reading, words_in(reading, said.speaker)).and_then(|head| reading.tokens[head].head);
    let of_cue = |token: usize| cue.as_ref().map_or(governor == Some(token), |cue| cue.contains(&token));
    path.iter().any(|&token| {
        let word = &reading.tokens[token];
        let opens = |dep, is: fn(&Asides, &str) -> bool| {
            below(reading, token, dep).any(|opener| is(asides, reading.tokens[opener].at.of(text)))
        };
        word.head.is_some_and(of_cue)
            && match word.dep {
                "advcl" => opens("mark", Asides::opens_clause),
                "obl" => opens("case", Asides::opens_noun),
                _ => false,
            }
    })
}

/// Whether the source is that of a clause beside a noun, and the anchor lies outside of this clause. The source hangs on the clause, or stands
/// between commas right after it.
fn beyond(reading: &Reading, path: &[usize], said: &Said) -> bool {
    let speaker = words_in(reading, said.speaker);
    let first = said.cue.map_or(speaker.start, |cue| words_in(reading, cue).start.min(speaker.start));
    let beside_noun = |clause: &usize| reading.tokens[*clause].dep.starts_with("acl");
    let governor = head_of(reading, speaker).filter(|&head| reading.tokens[head].dep.starts_with("obl"));
    let hangs = governor.and_then(|head| reading.tokens[head].head).filter(beside_noun);
    let comma = first.checked_sub(1).filter(|&before| reading.tokens[before].pos == Pos::Punct);
    let follows = comma.and_then(|comma| comma.checked_sub(1)).filter(beside_noun);
    let follows = follows.filter(|&clause| reading.tokens[clause].pos == Pos::Verb && path.first() < Some(&clause));
    hangs.or(follows).is_some_and(|clause| !path.contains(&clause))
}

/// Makes a teller between the speaker and the anchor the speaker: "the groups said that their sources had told them …".
fn nested(reading: &Reading, path: &[usize], said: Said) -> Said {
    let told = |token: usize| {
        let lemma = &reading.tokens[token].lemma;
        let cues = reading.speech.iter().filter_map(|speech| speech.cue_first);
        reading.tokens[token].pos == Pos::Verb && cues.map(|cue| &reading.tokens[cue].lemma).any(|cue| cue == lemma)
    };
    let outer = said.cue.map(|cue| words_in(reading, cue));
    let teller = path.windows(2).find_map(|pair| {
        let (under, verb) = (pair[0], pair[1]);
        let is = reading.tokens[under].dep == "ccomp" && told(verb);
        is.then(|| below(reading, verb, "nsubj").next().map(|subject| (verb, subject)))?
    });
    let Some((verb, subject)) = teller else { return said };
    let name = reading.mentions.iter().find(|mention| mention.head == subject);
    let speaker = name.map_or(reading.tokens[subject].at, |name| name.at);
    let under =
        head_of(reading, words_in(reading, said.speaker)).is_some_and(|head| self::path(reading, head).contains(&verb));
    let same = speaker.overlaps(said.speaker) || under || outer.is_some_and(|outer| outer.contains(&verb));
    if same || reading.tokens[subject].pos == Pos::Pron {
        return said;
    }
    let via = std::iter::once(said.speaker).chain(said.via.into_iter().filter(|via| !via.overlaps(speaker))).collect();
    Said { speaker, cue: Some(reading.tokens[verb].at), via }
}

/// Gives quoted drafts the speaker of their quotation, and makes every speaker a whole noun phrase.
pub fn spread(document: &Document, reading: &Reading, quotations: &[Span], drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        let Some(quotation) = quotations.iter().position(|quotation| quotation.contains(drafts[index].anchor)) else {
            continue;
        };
        if quotations[quotation].len() < LEAST_QUOTED {
            continue;
        }
        let inside = drafts[index].said.as_ref().is_some_and(|said| quotations[quotation].contains(said.speaker));
        if inside {
            continue;
        }
        let told = beside(document, reading, quotations, quotation)
            .or_else(|| between(document, reading, quotations, quotation));
        let said = match (told, drafts[index].said.take()) {
            (Some((speaker, cue)), Some(said)) if said.speaker.overlaps(speaker) => {
                Some(Said { cue: said.cue.or(cue), ..said })
            }
            (Some((speaker, _)), _) => Some(Said { speaker, cue: None, via: Vec::new() }),
            (None, Some(said)) => Some(said),
            (None, None) => speaker_of(drafts, quotations[quotation])
                .or_else(|| reading_speaker(reading, quotations[quotation]))
                .or_else(|| carried_on(document, drafts, quotations, quotation))
                .map(|speaker| Said { speaker, cue: None, via: Vec::new() }),
        };
        drafts[index].said = said;
    }
    for draft in drafts {
        if let Some(said) = &mut draft.said {
            said.speaker = whole(document.text(), reading, said.speaker);
        }
    }
}

/// A source grown to its noun phrase, without what hangs on other words.
fn whole(text: &str, reading: &Reading, source: Span) -> Span {
    let tokens = words_in(reading, source);
    let Some(head) = head_of(reading, tokens.clone()) else { return source };
    let hangs = |token: &usize| path(reading, *token).contains(&head);
    let end = tokens.clone().rev().find(hangs).map_or(tokens.end, |last| last + 1);
    let start = tokens.clone().find(hangs).unwrap_or(tokens.start);
    let kept: Range<usize> = super::governed(reading, start..end, &(0..0));
    span_of(reading, complete(text, reading, kept))
}

/// The source that stands beside a quotation, outside of all quotations and in the same sentence as one of its ends.
fn beside(document: &Document, reading: &Reading, quotations: &[Span], index: usize) -> Option<(Span, Option<Span>)> {
    let quotation = quotations[index];
    let touching = reading.sentences.iter().map(|sentence| sentence.at).filter(|at| at.overlaps(quotation));
    let reach = touching.reduce(Span::cover)?;
    let gap = |at: Span| at.start().saturating_sub(quotation.end()).max(quotation.start().saturating_sub(at.end()));
    let near = |at: Span| {
        let (start, end) = (at.end().min(quotation.end()), at.start().max(quotation.start()));
        let between = document.text().get(start..end).unwrap_or("");
        let ended = at.end() <= quotation.start() && between.contains(ENDS);
        reach.contains(at) && !between.contains('\n') && !ended
    };
    let free = |at: Span| !quotations.iter().any(|quotation| quotation.overlaps(at));
    let sourced = reading.speech.iter().filter_map(|speech| Some((speech.source?, speech.cue)));
    sourced.filter(|(at, _)| near(*at) && free(*at)).min_by_key(|(at, _)| gap(*at))
}

/// The source of a speech between a quotation and the one that it carries on.
fn between(document: &Document, reading: &Reading, quotations: &[Span], index: usize) -> Option<(Span, Option<Span>)> {
    let gap = gap_before(document, quotations, index)?;
    let mut sourced = reading.speech.iter().filter_map(|speech| Some((speech.source?, speech.cue)));
    sourced.rfind(|(at, _)| gap.contains(*at))
}

/// The text between a quotation and the one before it in the same paragraph, if it is short.
fn gap_before(document: &Document, quotations: &[Span], index: usize) -> Option<Span> {
    let before = *quotations.get(index.checked_sub(1)?)?;
    let text = document.text();
    let between = text.get(before.end()..quotations[index].start())?;
    let short = !between.contains('\n') && between.chars().count() <= MOST_BETWEEN;
    Span::within(text, before.end(), quotations[index].start()).filter(|_| short)
}

fn speaker_of(drafts: &[Draft], quotation: Span) -> Option<Span> {
    drafts
        .iter()
        .filter(|draft| quotation.contains(draft.anchor))
        .find_map(|draft| draft.said.as_ref().map(|said| said.speaker))
}

fn reading_speaker(reading: &Reading, quotation: Span) -> Option<Span> {
    let holds = |speech: &&Speech| speech.content.iter().any(|content| content.overlaps(quotation));
    reading.speech.iter().filter(holds).find_map(|speech| speech.source)
}

fn carried_on(document: &Document, drafts: &[Draft], quotations: &[Span], index: usize) -> Option<Span> {
    gap_before(document, quotations, index)?;
    speaker_of(drafts, quotations[index.checked_sub(1)?])
}
