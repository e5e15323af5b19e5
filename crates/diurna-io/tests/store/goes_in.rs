//! Records go in and come out as they were; what is the same goes in once.

use diurna_io::store::{ClaimFilter, HitIn, Outcome, Page, ReportFilter, Store, View};
use diurna_record::{JsonText, Record};

use crate::given::{agreed, bridge, record, store};

/// What the record file gives back for a record.
fn back(store: &mut Store, record: &Record, view: View) -> String {
    let report = store.add(record).expect("it goes in").report;
    store.reviewed(report, &view).expect("it is there").record.to_json(JsonText::In)
}

#[test]
fn a_record_comes_back_byte_for_byte_as_the_machine_made_it_and_as_it_stands() {
    let (_folder, mut store) = store();
    for record in [bridge(), agreed(), Record::default()] {
        for view in [View::Machine, View::Corrected] {
            assert_eq!(back(&mut store, &record, view), record.to_json(JsonText::In), "{}", record.report.id);
        }
    }
}

#[test]
fn a_record_without_its_text_comes_back_without_it() {
    let (_folder, mut store) = store();
    let whole = bridge();
    let pieces = Record::from_json(&whole.to_json(JsonText::Out)).expect("a record without its text");
    assert_eq!(back(&mut store, &pieces, View::Machine), whole.to_json(JsonText::Out));
    assert_eq!(back(&mut store, &whole, View::Machine), whole.to_json(JsonText::In));
}

#[test]
fn the_same_report_goes_in_once() {
    let (_folder, mut store) = store();
    let outcomes: Vec<Outcome> = (0..3).map(|_| store.add(&bridge()).expect("it goes in").outcome).collect();
    assert_eq!(outcomes, [Outcome::Report, Outcome::Nothing, Outcome::Nothing]);
    assert!(store.has(&bridge().report, &bridge().text, &bridge().made).expect("it can be asked"));

    let mut renamed = bridge();
    renamed.report.id = "copy-of-bridge".into();
    assert_eq!(store.add(&renamed).expect("it goes in").outcome, Outcome::Nothing, "another file of the same report");
    assert_eq!(store.summary().expect("it can be asked").reports, 1);
}

#[test]
fn a_changed_text_is_a_new_version_and_the_old_stays() {
    let (_folder, mut store) = store();
    let old =
        record("quake-1", "Shelling killed four people.", "m1", &[("toll.killed", "killed", "killed four people")]);
    let new =
        record("quake-1", "Shelling killed five people.", "m1", &[("toll.killed", "killed", "killed five people")]);
    let first = store.add(&old).expect("it goes in");
    let second = store.add(&new).expect("it goes in");
    assert_eq!((second.outcome, second.report), (Outcome::Version, first.report));
    let now = store.reviewed(first.report, &View::Corrected).expect("it is there").record;
    assert_eq!(
        (now.text.as_str(), now.claims[0].quote.as_str()),
        ("Shelling killed five people.", "killed five people")
    );
    assert_eq!(store.coding(first.coding).expect("it stays"), old);
    assert_eq!(store.versions(first.report).expect("two").len(), 2);
    let quoted = |words: &str| {
        let filter = ClaimFilter { words: Some(words.into()), ..ClaimFilter::default() };
        store.claims(&filter, Page::default()).expect("it can be asked").total
    };
    assert_eq!((quoted("four"), quoted("five")), (0, 1), "only what stands now is found");
}

#[test]
fn a_copy_that_another_paper_published_is_a_report_of_its_own_with_one_text() {
    let (_folder, mut store) = store();
    let mut copy = bridge();
    copy.report.id = "other-9".into();
    copy.report.publisher = Some("Other Daily".into());
    let (first, second) = (store.add(&bridge()).expect("it goes in"), store.add(&copy).expect("it goes in"));
    assert_eq!(second.outcome, Outcome::Report);
    assert_ne!(first.report, second.report);
    assert_eq!(store.summary().expect("it can be asked").reports, 2);
}

#[test]
fn reports_of_one_name_and_two_addresses_are_two() {
    let (_folder, mut store) = store();
    let at = |url: &str, text: &str| {
        let mut record = record("1", text, "m1", &[]);
        record.report.url = Some(url.into());
        record
    };
    store.add(&at("https://example.org/a", "Talks began.")).expect("it goes in");
    let added = store.add(&at("https://example.org/b", "Talks ended.")).expect("it goes in");
    assert_eq!(added.outcome, Outcome::Report);
}

#[test]
fn another_model_codes_again_and_its_coding_is_in_force() {
    let (_folder, mut store) = store();
    let mut better = bridge();
    better.made.model = "m2".into();
    better.claims.truncate(1);
    store.add(&bridge()).expect("it goes in");
    assert!(!store.has(&better.report, &better.text, &better.made).expect("it can be asked"));
    let added = store.add(&better).expect("it goes in");
    assert_eq!(added.outcome, Outcome::Coding);
    assert_eq!(store.reviewed(added.report, &View::Machine).expect("it is there").record, better);
    assert_eq!(store.claims(&ClaimFilter::default(), Page::default()).expect("it can be asked").total, 1);
}

#[test]
fn a_records_are_read_one_after_the_other_in_the_order_they_came() {
    let (_folder, mut store) = store();
    for record in [bridge(), agreed()] {
        store.add(&record).expect("it goes in");
    }
    let names: Vec<String> = store
        .records(View::Corrected)
        .expect("they can be read")
        .map(|reviewed| reviewed.expect("it is whole").record.report.id)
        .collect();
    assert_eq!(names, ["bridge-1", "truce-1"]);
    let page = store.reports(&ReportFilter::default(), Page { from: 1, size: 1 }).expect("it can be asked");
    assert_eq!((page.total, page.rows[0].name.as_str(), page.rows[0].claims), (2, "truce-1", 2));
}

#[test]
fn words_are_found_in_titles_quotes_and_texts() {
    let (_folder, mut store) = store();
    store.add(&bridge()).expect("it goes in");
    let around = |words: &str| -> Vec<(HitIn, String)> {
        let hits = store.search(words, Page::default()).expect("it can be asked");
        assert_eq!(hits.total as usize, hits.rows.len(), "{words}");
        hits.rows.into_iter().map(|hit| (hit.place, hit.around.replace(['\u{2}', '\u{3}'], "|"))).collect()
    };
    assert_eq!(around("Report"), [(HitIn::Title, "|Report| bridge-1".into())]);
    let kyiv = around("kyiv mon");
    assert_eq!(kyiv[0], (HitIn::Quote, "Shelling hit the old bridge in |Kyïv| on |Monday|".into()));
    assert_eq!(kyiv[1].0, HitIn::Text);
    assert_eq!(around("\"old bridge\"").len(), 2);
    assert_eq!(around("\"bridge old\""), []);
    assert_eq!(around("' OR 1=1 --"), []);
}
