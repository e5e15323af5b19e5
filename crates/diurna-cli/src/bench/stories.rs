//! Stories: which articles tell of one incident.

use super::Figures;
use diurna::Coder;
use std::path::Path;

pub(super) fn figures(_coder: &Coder, path: &Path) -> Result<Figures, String> {
    Err(format!("{}: not yet", path.display()))
}
