//! Speech: who says a happening, and one speech spread over all that its content holds.
//!
//! In: the roles of a happening and the speeches of the reading. Out: the speaker, the cue and who passed it on. The model's own
//! answer for the happening comes first; else the innermost speech whose content holds the anchor; else, inside quotation marks,
//! the speaker of the same quotation or of the one that it carries on.

use crate::claims::{Draft, Said, complete, span_of, words_in};
use diurna_read::{Happening, Reading, Role, Speech};
use diurna_text::{Document, Span};

/// Who says this happening, by its own roles or by the speech that holds it.
pub fn said(reading: &Reading, happening: &Happening) -> Option<Said> {
    let by_role = super::best(happening, Role::Speaker);
    let by_speech = holding(reading, happening.anchor);
    if let Some(role) = by_role {
        let cue = super::best(happening, Role::Cue).map(|cue| cue.at).or_else(|| cue_near(by_speech, role.at));
        let via = happening
            .roles
            .iter()
            .filter(|via| via.role == Role::Via && !via.at.overlaps(role.at))
            .map(|via| via.at)
            .collect();
        return Some(Said { speaker: role.at, cue, via });
    }
    let speech = by_speech?;
    Some(Said { speaker: speech.source?, cue: speech.cue, via: Vec::new() })
}

fn cue_near(speech: Option<&Speech>, speaker: Span) -> Option<Span> {
    let speech = speech?;
    if speech.source.is_some_and(|source| source.overlaps(speaker)) { speech.cue } else { None }
}

/// The innermost speech that has a source and whose content holds a span.
pub(super) fn holding(reading: &Reading, at: Span) -> Option<&Speech> {
    reading
        .speech
        .iter()
        .filter(|speech| speech.source.is_some())
        .filter_map(|speech| {
            speech
                .content
                .iter()
                .filter(|content| content.contains(at))
                .map(|content| content.len())
                .min()
                .map(|size| (size, speech))
        })
        .min_by_key(|(size, _)| *size)
        .map(|(_, speech)| speech)
}

/// Gives quoted drafts without a speaker the one of their quotation, or of the quotation just before in the same paragraph; and
/// makes every speaker a whole noun phrase.
pub fn spread(document: &Document, reading: &Reading, quotations: &[Span], drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        if drafts[index].said.is_some() || !drafts[index].direct_quote {
            continue;
        }
        let Some(quotation) = quotations.iter().position(|quotation| quotation.contains(drafts[index].anchor)) else {
            continue;
        };
        if quotations[quotation].len() < 40 {
            continue; // a word or two in marks is the report's own sentence
        }
        let speaker = speaker_of(drafts, quotations[quotation])
            .or_else(|| reading_speaker(reading, quotations[quotation]))
            .or_else(|| carried_on(document, drafts, quotations, quotation));
        drafts[index].said = speaker.map(|speaker| Said { speaker, cue: None, via: Vec::new() });
    }
    for draft in drafts {
        if let Some(said) = &mut draft.said {
            let tokens = words_in(reading, said.speaker);
            let whole = complete(document.text(), reading, tokens);
            said.speaker = span_of(reading, whole);
        }
    }
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
    let before = *quotations.get(index.checked_sub(1)?)?;
    let between = document.text().get(before.end()..quotations[index].start())?;
    if between.contains('\n') || between.chars().count() > 160 { None } else { speaker_of(drafts, before) }
}
