//! Pages: words, and what the tables say of them.

use super::*;
use diurna_record::{Actuality, Stance};

fn kinds() -> Kinds {
    Kinds::embedded().expect("the embedded kinds load")
}

fn first(lemmas: &str) -> String {
    let kinds = kinds();
    let hits = kinds.find(&Seen::words(lemmas));
    hits.first().map(KindHit::name).unwrap_or_default()
}

#[test]
fn every_embedded_table_loads() {
    let lexicon = Lexicon::embedded().expect("the embedded tables load");
    assert_eq!(lexicon.kinds.len(), diurna_data::KINDS.len());
    assert!(lexicon.kinds.iter().all(|entry| entry.examples.len() >= 5 && entry.counters.len() >= 3));
}

#[test]
fn a_file_is_named_after_its_kind() {
    for (name, text) in diurna_data::KINDS {
        let entry = KindEntry::read_toml(name, text).expect("the embedded kinds load");
        assert_eq!(*name, format!("{}.toml", entry.kind));
    }
}

#[test]
fn what_a_counter_example_is_instead_is_a_kind() {
    let kinds = kinds();
    for counter in kinds.iter().flat_map(|entry| &entry.counters) {
        assert!(counter.instead.as_deref().is_none_or(|kind| kinds.get(kind).is_some()), "{counter:?}");
    }
}

#[test]
fn words_name_kinds() {
    for (lemmas, name) in [
        ("air strike", "fight.airstrike/air-strike"),
        ("lay down their heavy arm", "force.disarm/lay-down-arm"),
        ("cease-fire", "agree.ceasefire/cease-fire"),
        ("state of emergency", "coerce.restrict/state-of-emergency"),
        ("roadside bomb", "fight.bombing/roadside-bomb"),
        ("hand over its last weapon", "force.disarm/hand-over-weapon"),
    ] {
        assert_eq!(first(lemmas), name, "{lemmas}");
    }
}

#[test]
fn a_verb_is_no_noun() {
    let kinds = kinds();
    let shell = |sort| Seen { lemma: "shell", form: "shells", sort: Some(sort) };
    assert_eq!(kinds.find(&[shell(Sort::Verb)])[0].kind.as_str(), "fight.shelling");
    assert!(kinds.find(&[shell(Sort::Noun)]).is_empty());
}

#[test]
fn a_users_kind_is_added_or_takes_the_old_ones_place() {
    let own = "kind = \"water.cut\"\ngloss = \"water is cut off\"\n[sure]\nverbs = [\"cut off ~ water\"]\n";
    let kinds = kinds().read_toml("water.cut.toml", own).expect("a good file");
    assert_eq!(kinds.find(&Seen::words("cut off the water"))[0].name(), "water.cut/cut-off-water");
    let again = "kind = \"fight.siege\"\ngloss = \"a siege\"\n[sure]\nnouns = [\"investment\"]\n";
    let kinds = kinds.read_toml("fight.siege.toml", again).expect("a good file");
    assert!(kinds.find(&Seen::words("blockade")).iter().all(|hit| hit.kind.as_str() != "fight.siege"));
}

#[test]
fn a_pattern_is_found_by_its_anchor_and_an_exception_by_its_own() {
    let own = "kind = \"water.cut\"\ngloss = \"water is cut off\"\n\
        [[pattern]]\nname = \"cut-off\"\nanchor = [\"cut off\", \"turn off\"]\nneeds = { object = [\"water\"] }\n\
        [[except]]\nname = \"from-friends\"\nanchor = [\"cut off\"]\nneeds = { from = [\"friend\"] }\n";
    let kinds = kinds().read_toml("water.cut.toml", own).expect("a good file");
    assert!(kinds.is_added("water.cut") && !kinds.is_added("fight.siege"));
    let words = Seen::words("turn off");
    let hits = kinds.patterns_at(&words, 0);
    assert_eq!((hits[0].pattern.name.as_str(), hits[0].first, hits[0].end), ("cut-off", 0, 2));
    assert!(kinds.excepts_at(&words, 0).is_empty());
    assert_eq!(kinds.excepts_at(&Seen::words("cut off"), 0)[0].pattern.name, "from-friends");
}

#[test]
fn a_pattern_that_cannot_stand_says_where() {
    let wrong = |tail: &str| {
        let text = format!("kind = \"a.b\"\ngloss = \"g\"\n[[pattern]]\n{tail}");
        Kinds::default().read_toml("x.toml", &text).expect_err("a wrong file").line_and_reason()
    };
    assert_eq!(wrong("name = \"n\"\nanchor = []\n"), "x.toml:4: the pattern \"n\" has no anchor");
    let needs = wrong("name = \"n\"\nanchor = [\"cut\"]\nneeds = { object = [] }\n");
    assert_eq!(needs, "x.toml:4: the pattern \"n\" names no word for object");
    assert!(wrong("name = \"n\"\nanchor = [\"cut\"]\npos = \"adverb\"\n").starts_with("x.toml:6: unknown variant"));
    let toll = "kind = \"toll.wet\"\ngloss = \"g\"\n[[pattern]]\nname = \"n\"\nanchor = [\"wet\"]\n";
    let error = Kinds::default().read_toml("x.toml", toll).expect_err("a wrong file");
    assert_eq!(error.line_and_reason(), "x.toml:3: a toll is found by its count: it has no patterns");
}

#[test]
fn a_wrong_file_says_where() {
    let wrong = |text| Kinds::default().read_toml("x.toml", text).expect_err("a wrong file");
    assert_eq!(wrong("kind = \"a.b\"\ngloss = 3\n").line(), 2);
    let error = wrong("kind = \"a.b\"\ngloss = \"g\"\n[[example]]\ntext = \"t\"\nanchor = \"u\"\n");
    assert_eq!(error.to_string(), "x.toml:5:10: \"u\" does not stand in its text\n  anchor = \"u\"\n           ^");
    assert!(wrong("kind = \"b\"\ngloss = \"g\"\n").to_string().contains("is no kind"));
}

#[test]
fn cues_tell_stances() {
    let cues = Cues::embedded().expect("the embedded cues load");
    for (cue, stance) in [
        ("say", Stance::Asserts),
        ("according to", Stance::Asserts),
        ("claim responsibility", Stance::Admits),
        ("deny", Stance::Denies),
        ("strongly condemn", Stance::Condemns),
        ("call for", Stance::Demands),
        ("rule out", Stance::Refuses),
        ("plead not guilty", Stance::Denies),
        ("plead", Stance::Demands),
        ("dismiss the claim", Stance::Denies),
        ("hold Rwanda responsible", Stance::Accuses),
        ("welcome", Stance::Supports),
        ("vow to avenge", Stance::Threatens),
    ] {
        assert_eq!(cues.stance_of(cue), Some(stance), "{cue}");
    }
}

#[test]
fn conditions_are_found_and_their_look_alikes_are_not() {
    let conditions = Conditions::embedded().expect("the embedded table loads");
    let at = |text: &str| {
        conditions.find(&Seen::words(text)).into_iter().map(|range| (range.start, range.end)).collect::<Vec<_>>()
    };
    assert_eq!(at("they will fight if attacked"), [(3, 4)]);
    assert_eq!(at("it will leave on condition that aid comes"), [(3, 6)]);
    assert_eq!(at("Should the army attack , they will respond"), [(0, 1)]);
    assert_eq!(at("the army should attack"), []);
    assert_eq!(at("he ask if they would come"), []);
}

#[test]
fn pronouns_have_person_number_and_gender() {
    let pronouns = Pronouns::embedded().expect("the embedded table loads");
    let it = pronouns.get("It").expect("a pronoun");
    assert_eq!((it.person, it.number, it.gender), (3, Number::One, Gender::It));
    assert!(pronouns.get("Baku").is_none());
}

#[test]
fn words_tell_how_real_a_happening_is() {
    let words = ActualityWords::embedded().expect("the embedded table loads");
    assert_eq!(words.of_auxiliary("could"), [Actuality::Hypothetical]);
    assert_eq!(words.of_verb("foil"), [Actuality::Attempted]);
    assert_eq!(words.of_other("n't"), [Actuality::Not]);
    assert_eq!(words.of_noun("bid"), [Actuality::Attempted]);
}
