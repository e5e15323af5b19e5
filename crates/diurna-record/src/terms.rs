//! The closed words of a claim: how its speaker stands to it, and how real it is.
//!
//! In: a word of the page, or a value. Out: the other. These sets are closed: a new one is a new schema.

/// Gives a closed set of words its two turns: value to word, and word to value.
#[macro_export]
macro_rules! closed {
    ($(#[$about:meta])* $name:ident { $($(#[$what:meta])* $value:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$what])* $value,)+ }

        impl $name {
            /// Every value, in the order of the page.
            pub const ALL: &'static [$name] = &[$($name::$value,)+];

            /// The word for it in JSON.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$value => $word,)+ }
            }

            /// The value of a word in JSON, or `None` for another word.
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
pub(crate) use closed;

closed! {
    /// How the speaker stands to what the claim says.
    #[derive(Default)]
    Stance {
        /// Says that it is so.
        #[default]
        Asserts = "asserts",
        /// Says that what another said is so.
        Confirms = "confirms",
        /// Says that it is not so.
        Denies = "denies",
        /// Questions it.
        Doubts = "doubts",
        /// Takes or admits responsibility for it.
        Admits = "admits",
        /// Lays a wrong on someone.
        Accuses = "accuses",
        /// Calls it wrong.
        Condemns = "condemns",
        /// Praises, welcomes or backs it.
        Supports = "supports",
        /// Calls for, urges, orders or asks for it.
        Demands = "demands",
        /// Rejects it: will not do or accept it.
        Refuses = "refuses",
        /// Commits itself to it, or offers it.
        Promises = "promises",
        /// Warns that it will do it.
        Threatens = "threatens",
        /// Makes its own decision or plan known.
        Announces = "announces",
        /// Puts it forward for others to agree.
        Proposes = "proposes",
    }
}

closed! {
    /// How real the claimed thing is in the speaker's words.
    #[derive(Default)]
    Actuality {
        /// It took place.
        #[default]
        Happened = "happened",
        /// It is going on.
        Ongoing = "ongoing",
        /// It was tried and failed, or was foiled.
        Attempted = "attempted",
        /// It is scheduled, agreed or intended, and not yet done.
        Planned = "planned",
        /// It hangs on a condition.
        Conditional = "conditional",
        /// It could be, is feared, or is demanded.
        Hypothetical = "hypothetical",
        /// It did not or does not happen.
        Not = "not",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_comes_back_as_its_value() {
        for &stance in Stance::ALL {
            assert_eq!(Stance::parse(stance.as_str()), Some(stance));
        }
        for &actuality in Actuality::ALL {
            assert_eq!(Actuality::parse(actuality.as_str()), Some(actuality));
        }
        assert_eq!(Stance::parse("Asserts"), None);
    }
}
