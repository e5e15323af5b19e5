//! The closed words of a reading: parts of speech, kinds of name, roles and links.
//!
//! In: a word of the model's labels or of a treebank. Out: a value, and back. These sets are closed.

use diurna_record::closed;

closed! {
    /// A part of speech of Universal Dependencies.
    Pos {
        /// Adjective.
        Adj = "ADJ",
        /// Preposition.
        Adp = "ADP",
        /// Adverb.
        Adv = "ADV",
        /// Auxiliary.
        Aux = "AUX",
        /// Coordinating conjunction.
        Cconj = "CCONJ",
        /// Article or other determiner.
        Det = "DET",
        /// Interjection.
        Intj = "INTJ",
        /// Common noun.
        Noun = "NOUN",
        /// Number.
        Num = "NUM",
        /// Particle.
        Part = "PART",
        /// Pronoun.
        Pron = "PRON",
        /// Proper noun.
        Propn = "PROPN",
        /// Punctuation.
        Punct = "PUNCT",
        /// Subordinating conjunction.
        Sconj = "SCONJ",
        /// Symbol.
        Sym = "SYM",
        /// Verb.
        Verb = "VERB",
        /// Anything else.
        X = "X",
    }
}

closed! {
    /// What a name or noun stands for.
    MentionKind {
        /// Somebody.
        Person = "person",
        /// A ministry, an army, a company, a court.
        Organization = "organization",
        /// A people, a crowd, a kind of people.
        Group = "group",
        /// A country, a town, a region.
        Place = "place",
        /// A building, a camp, a crossing.
        Facility = "facility",
        /// Something to hurt with.
        Weapon = "weapon",
        /// Something to drive, sail or fly.
        Vehicle = "vehicle",
        /// Any other thing.
        Other = "other",
    }
}

closed! {
    /// The part that words play in a happening.
    Role {
        /// Who says it.
        Speaker = "speaker",
        /// The words that mark the saying.
        Cue = "cue",
        /// Who passed it on.
        Via = "via",
        /// Who does it.
        By = "by",
        /// Whom or what it is done to.
        Against = "against",
        /// A partner on an equal footing.
        With = "with",
        /// A weapon or an instrument.
        Means = "means",
        /// Where it happens.
        Place = "place",
        /// When it happens.
        When = "when",
        /// What it hangs on.
        If = "if",
        /// Of a toll: the word of the harm.
        Anchor = "anchor",
    }
}

closed! {
    /// How one happening stands to another.
    LinkKind {
        /// It counts the harm of the other.
        Of = "of",
        /// It counts a part of what the other counts.
        PartOf = "part_of",
        /// Both are one event.
        SameEvent = "same",
    }
}
