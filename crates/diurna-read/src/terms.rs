//! The closed words of a reading: parts of speech, kinds of name, roles and links.
//!
//! In: a word of the model's labels or of a treebank. Out: a value, and back. These sets are closed.

/// Gives a closed set of words its two turns: value to word, and word to value.
macro_rules! closed {
    ($(#[$about:meta])* $name:ident { $($(#[$what:meta])* $value:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$what])* $value,)+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [$name] = &[$($name::$value,)+];

            /// The word for it.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$value => $word,)+ }
            }

            /// The value of a word, or `None` for another word.
            pub fn parse(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$value),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.as_str())
            }
        }
    };
}

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
