//! Pages as they come, and what must be seen in them. Every report here is invented.

use diurna_text::{Document, NoiseWhy, Part, Report};

fn read(text: &str) -> Document {
    Document::of(&Report::of(text))
}

fn sentences(document: &Document) -> Vec<(Part, &str)> {
    document.sentences().iter().map(|sentence| (sentence.part, sentence.at.of(document.text()))).collect()
}

fn noise(document: &Document) -> Vec<(NoiseWhy, &str)> {
    document.noise().iter().map(|noise| (noise.why, noise.at.of(document.text()))).collect()
}

fn tokens(text: &str) -> Vec<String> {
    let document = read(text);
    document.tokens().iter().map(|token| token.at.of(text).to_string()).collect()
}

#[test]
fn a_translated_page_with_what_the_site_left_around_it() {
    let text = "Juba and Pibor sign a truce and open talks

A truce was signed Monday in Juba, the day after a raid that left many dead .

“We will not fire first,” the general said, adding that he had no men in the valley. since March 2022.

Clashes broke out on Sunday in Pibor. calling him a “liar” in front of the court. .

At least 14 dead

According to the town’s clinic, the raid left at least 14 dead.

“Open the road”

The Red Cross called on both sides to let it pass. No one answered.

To watch on video


source site-7";
    let document = read(text);
    assert_eq!(
        noise(&document),
        [
            (NoiseWhy::Residue, ". ."),
            (NoiseWhy::Subhead, "At least 14 dead"),
            (NoiseWhy::Subhead, "“Open the road”"),
            (NoiseWhy::Navigation, "To watch on video"),
            (NoiseWhy::Residue, "source site-7"),
        ]
    );
    let body = |wanted: &str| sentences(&document).contains(&(Part::Body, wanted));
    assert_eq!(sentences(&document)[0], (Part::Headline, "Juba and Pibor sign a truce and open talks"));
    assert!(body("Clashes broke out on Sunday in Pibor. calling him a “liar” in front of the court. ."));
    assert!(body(
        "“We will not fire first,” the general said, adding that he had no men in the valley. since March 2022."
    ));
    assert!(body("No one answered."));
}

#[test]
fn a_wire_story_in_capitals() {
    let text = "   BOGOTA, 12 APR 89 (RADIO CARACOL) -- [TEXT] GUERRILLAS BLEW UP A
PIPELINE NEAR ARAUCA ON TUESDAY.  GEN. RESTREPO SAID NOBODY WAS HURT.

   THE U.S. COMPANY THAT OWNS IT MADE NO COMMENT, MR. ROJAS SAID.";
    let document = read(text);
    assert_eq!(document.dateline().map(|at| at.of(text)), Some("BOGOTA"));
    assert_eq!(
        sentences(&document),
        [
            (Part::Dateline, "BOGOTA, 12 APR 89 (RADIO CARACOL) -- [TEXT]"),
            (Part::Body, "GUERRILLAS BLEW UP A\nPIPELINE NEAR ARAUCA ON TUESDAY."),
            (Part::Body, "GEN. RESTREPO SAID NOBODY WAS HURT."),
            (Part::Body, "THE U.S. COMPANY THAT OWNS IT MADE NO COMMENT, MR. ROJAS SAID."),
        ]
    );
}

#[test]
fn a_page_with_a_byline_a_picture_and_links() {
    let text = "Drones hit grain port\nBy Olena Marchuk\nUpdated 14:30 GMT\nFirefighters at the port (AP Photo/Ivan Rudenko)\nODESA, Ukraine (AP) — Drones hit a grain port on Friday.\nREAD ALSO: Ships wait at the Bosphorus\nMoscow did not comment.\nHanna Bondar contributed to this report.";
    let document = read(text);
    let parts: Vec<Part> = document.sentences().iter().map(|sentence| sentence.part).collect();
    assert_eq!(
        parts,
        [
            Part::Headline,
            Part::Aside,
            Part::Aside,
            Part::Caption,
            Part::Dateline,
            Part::Body,
            Part::Aside,
            Part::Body,
            Part::Aside
        ]
    );
    assert_eq!(
        noise(&document).iter().map(|noise| noise.0.as_str()).collect::<Vec<_>>(),
        ["credit", "credit", "caption", "dateline", "related-link", "credit"]
    );
}

#[test]
fn a_page_whose_breaks_were_lost() {
    let text = "Rebels shelled Malakal on Monday.The army said it had fired back. Four people died. Markets stay shut On Tuesday the mayor asked traders to stay home. He spoke to The Hague Tribune. This story originated in the Juba office.";
    let document = read(text);
    assert_eq!(
        sentences(&document),
        [
            (Part::Body, "Rebels shelled Malakal on Monday."),
            (Part::Body, "The army said it had fired back."),
            (Part::Body, "Four people died."),
            (Part::Subhead, "Markets stay shut"),
            (Part::Body, "On Tuesday the mayor asked traders to stay home."),
            (Part::Body, "He spoke to The Hague Tribune."),
            (Part::Aside, "This story originated in the Juba office."),
        ]
    );
}

#[test]
fn wrong_a_subhead_that_runs_into_a_name_is_not_seen() {
    let text = "Rebels shelled Malakal on Monday. The army fired back. Four people died. Role of Kenya Kenyan envoys met both sides.";
    // wrong: "Role of Kenya" is a subhead.
    assert_eq!(sentences(&read(text))[3], (Part::Body, "Role of Kenya Kenyan envoys met both sides."));
}

#[test]
fn words_are_cut_as_in_the_treebank() {
    assert_eq!(tokens("The U.N. doesn't know."), ["The", "U.N.", "does", "n't", "know", "."]);
    assert_eq!(
        tokens("Somalia's well-known anti-war camp"),
        ["Somalia", "'s", "well", "-", "known", "anti-war", "camp"]
    );
    assert_eq!(
        tokens("It cannot pay $1,000 or 3.5%."),
        ["It", "can", "not", "pay", "$", "1,000", "or", "3.5", "%", "."]
    );
    assert_eq!(tokens("at 5 p.m. Tuesday, not 10am"), ["at", "5", "p.m.", "Tuesday", ",", "not", "10", "am"]);
    assert_eq!(
        tokens("See www.un.org/news or ask desk@wire.org."),
        ["See", "www.un.org/news", "or", "ask", "desk@wire.org", "."]
    );
    assert_eq!(tokens("Qur'an, O'Brien, al-Shabab"), ["Qur'an", ",", "O'Brien", ",", "al", "-", "Shabab"]);
    assert_eq!(
        tokens("No. 5? No. Truce... now--or never"),
        ["No.", "5", "?", "No", ".", "Truce", "...", "now", "--", "or", "never"]
    );
}

#[test]
fn curly_quotes_are_cut_like_straight_ones() {
    let straight = tokens("\"It wasn't the rebels' doing,\" Ivory Coast's envoy said.");
    let curly = tokens("“It wasn’t the rebels’ doing,” Ivory Coast’s envoy said.");
    assert_eq!(straight.len(), curly.len());
    assert_eq!(curly[2..4], ["was", "n’t"]);
}

#[test]
fn a_question_that_somebody_asked_is_one_sentence() {
    assert_eq!(read("\"Who fired?\" Traore asked. Nobody knew.").sentences().len(), 2);
    assert_eq!(read("He met Gen. Sule in the U.S. The talks failed.").sentences().len(), 2);
}
