//! Where it happens, as far as the words and a gazetteer can tell.
//!
//! A place keeps its words. What could not be told is `None`; other places of the same name stay as rivals.

use crate::terms::closed;
use diurna_text::Span;

closed! {
    /// How large a place is.
    #[derive(Default)]
    Grain {
        /// A building, a crossing, a hill.
        Point = "point",
        /// A village, town or city.
        Settlement = "settlement",
        /// A second-order division.
        District = "district",
        /// A first-order division, or a region of no fixed border.
        Region = "region",
        /// A state.
        Country = "country",
        /// Anything else: a sea, a border, a road.
        #[default]
        Other = "other",
    }
}

/// Where a claim's happening takes place.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Place {
    /// Where its words stand.
    pub at: Span,
    /// Its words: "the camp".
    pub text: String,
    /// The name of the place the words mean: "Nuseirat".
    pub name: Option<String>,
    /// Its number in GeoNames.
    pub geonameid: Option<u64>,
    /// The state it lies in, as ISO 3166 alpha-2.
    pub country: Option<String>,
    /// Degrees north, for a point or a settlement.
    pub lat: Option<f64>,
    /// Degrees east, for a point or a settlement.
    pub lon: Option<f64>,
    /// How large it is.
    pub grain: Grain,
    /// Other places the words could mean, likeliest first.
    pub rivals: Vec<Rival>,
}

/// Another place that the same words could mean.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Rival {
    /// Its name.
    pub name: String,
    /// Its number in GeoNames.
    pub geonameid: Option<u64>,
    /// The state it lies in, as ISO 3166 alpha-2.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
}
