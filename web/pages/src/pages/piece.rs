//! A rendered piece of a page.
//!
//! Views are rendered as soon as they are made: their types would otherwise nest until the compiler gives up.

use leptos::prelude::*;
use leptos::tachys::html::InertElement;

/// HTML that was rendered already, to be put into another view as it is.
pub(super) type Piece = InertElement;

/// Renders a view now.
pub(super) trait Seal: RenderHtml + Sized {
    /// The view as finished HTML.
    fn seal(self) -> Piece {
        // Separators between text nodes are for hydration, which these pages do not use.
        InertElement::new(self.to_html().replace("<!>", ""))
    }
}

impl<T: RenderHtml> Seal for T {}
