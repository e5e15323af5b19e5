//! Stories: what the groups hold, told in the nouns of the contract.
//!
//! In: reports in their order, and how they are grouped. Out: one story for each group of reports. A happening belongs to one story: to that
//! of the reports that tell it as news. Claims of other reports that recall it are told there too, and nowhere twice.

use crate::dispute;
use crate::group::Groups;
use crate::link::Node;
use crate::tale::{Speakers, Tale, Voice};
use crate::term::{self, Course};
use crate::told::{Said, Spot, Told};
use crate::toll;
use crate::words::Words;
use diurna_record::{ClaimRef, Grain, HappeningId, Question, Story, StoryClaim, StoryId, StoryPlace};
use std::collections::{BTreeMap, BTreeSet};

/// The stories of grouped reports.
pub(crate) fn tell(told: &[&Told], groups: &Groups, words: &Words) -> Vec<Story> {
    let mut reports: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (report, &story) in groups.story.iter().enumerate() {
        reports.entry(story).or_default().push(report);
    }
    let mut tellers: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
    for (report, shared) in groups.shared.iter().enumerate() {
        for (happening, &node) in shared.iter().enumerate() {
            tellers.entry(node).or_default().push(Node { report: report as u32, happening: happening as u32 });
        }
    }
    let mut homes: BTreeMap<u32, Vec<&Vec<Node>>> = BTreeMap::new();
    for nodes in tellers.values() {
        let news = |node: &&Node| !told[node.report as usize].happenings[node.happening as usize].background;
        let home = nodes.iter().find(news).or(nodes.first());
        if let Some(home) = home {
            homes.entry(groups.story[home.report as usize]).or_default().push(nodes);
        }
    }
    let numbered = reports.into_iter().enumerate();
    numbered
        .map(|(number, (story, reports))| {
            let happenings = homes.remove(&story).unwrap_or_default();
            one(StoryId(number as u32 + 1), &reports, &happenings, told, groups, words)
        })
        .collect()
}

fn one(
    id: StoryId,
    reports: &[usize],
    happenings: &[&Vec<Node>],
    told: &[&Told],
    groups: &Groups,
    words: &Words,
) -> Story {
    let original = |report: usize| groups.text[report] as usize == report;
    let originals: Vec<usize> = reports.iter().copied().filter(|&report| original(report)).collect();
    let mut speakers = Speakers::default();
    let mut tales = Vec::new();
    let mut claims = Vec::new();
    for (number, nodes) in happenings.iter().enumerate() {
        let id = HappeningId(number as u32 + 1);
        let mut voices = Vec::new();
        for node in nodes.iter() {
            let report = node.report as usize;
            for said in
                told[report].happenings[node.happening as usize].claims.iter().map(|&at| &told[report].claims[at])
            {
                claims.push((report, StoryClaim { claim: named(told[report], said), happening: id }));
                if original(report) {
                    let speaker = said.speaker.as_ref().map(|name| speakers.number(name, words));
                    voices.push(Voice { told: told[report], report, said, speaker });
                }
            }
        }
        let texts: BTreeSet<u32> = nodes.iter().map(|node| groups.text[node.report as usize]).collect();
        tales.push(Tale { id, voices, texts: texts.len() });
    }
    let mut story = chief(id, &originals, &tales, told);
    story.copies = copies(reports, told, groups);
    claims.sort_by_key(|(report, it)| (*report, it.claim.claim));
    story.claims = claims.into_iter().map(|(_, claim)| claim).collect();
    let course = Course {
        reports: originals.iter().map(|&report| (report, told[report])).collect(),
        shared: &groups.shared,
        voices: course(&tales, reports),
        words,
    };
    let (agreements, kept) = term::agreements(&course, &speakers);
    for tale in &tales {
        let series = toll::series(tale);
        story.tolls.extend(toll::told(&series, tale, &speakers));
        story.bounds.extend(toll::bounds(&series));
        story.disputes.extend(dispute::disputes(tale, &series, &speakers, words));
    }
    let over: BTreeSet<&ClaimRef> = kept.iter().flat_map(|it| &it.sides).flat_map(|side| &side.claims).collect();
    story.disputes.retain(|it| {
        it.question != Question::Whether
            || !it.sides.iter().flat_map(|side| &side.claims).any(|claim| over.contains(claim))
    });
    story.disputes.extend(kept);
    story.agreements = agreements;
    story
}

/// Every voice of a story's own reports, in their order.
fn course<'a>(tales: &[Tale<'a>], reports: &[usize]) -> Vec<Voice<'a>> {
    let mut voices: Vec<Voice> =
        tales.iter().flat_map(|tale| &tale.voices).filter(|voice| reports.contains(&voice.report)).copied().collect();
    voices.sort_by_key(|voice| (voice.report, voice.said.id));
    voices
}

fn named(told: &Told, said: &Said) -> ClaimRef {
    ClaimRef { report: told.marks.id.clone(), claim: said.id }
}

/// A story with its title, its reports, and the kind, place and days of its chief happening: the one that most texts tell, the first of
/// those.
fn chief(id: StoryId, originals: &[usize], tales: &[Tale], told: &[&Told]) -> Story {
    let news = |tale: &&Tale| tale.voices.iter().any(|voice| !voice.said.background);
    let rank = |tale: &&Tale| (tale.texts, tale.voices.len());
    let chief = tales.iter().filter(news).rev().max_by_key(rank).or(tales.first());
    let own = || chief.into_iter().flat_map(|tale| &tale.voices).filter(|voice| !voice.said.background);
    let act = own().find(|voice| !voice.said.kind.is_toll()).or_else(|| own().next());
    let spot = own().filter_map(|voice| voice.said.spot.as_ref()).min_by_key(|spot| fine(spot));
    let real = || own().filter(|voice| voice.said.is_real());
    Story {
        id,
        kind: act.map(|voice| voice.said.kind.clone()).unwrap_or_default(),
        title: originals.first().map(|&report| told[report].title.clone()).unwrap_or_default(),
        from: real().filter_map(|voice| voice.said.from).min(),
        to: real().filter_map(|voice| voice.said.to).max(),
        place: spot.map(place),
        reports: originals.iter().map(|&report| told[report].marks.id.clone()).collect(),
        ..Story::default()
    }
}

/// How a place ranks as a story's: the best known point first.
fn fine(spot: &Spot) -> (bool, Grain) {
    (spot.geonameid.is_none() && spot.at.is_none(), spot.grain)
}

fn place(spot: &Spot) -> StoryPlace {
    StoryPlace {
        name: spot.name.to_string(),
        geonameid: spot.geonameid,
        country: spot.country.as_deref().map(str::to_owned),
        lat: spot.at.map(|(lat, _)| lat),
        lon: spot.at.map(|(_, lon)| lon),
        grain: spot.grain,
    }
}

/// The texts of a story that were published more than once, with all their reports.
fn copies(reports: &[usize], told: &[&Told], groups: &Groups) -> Vec<Vec<String>> {
    let mut texts: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for &report in reports {
        texts.entry(groups.text[report]).or_default().push(told[report].marks.id.clone());
    }
    texts.into_values().filter(|reports| reports.len() > 1).collect()
}
