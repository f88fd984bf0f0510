//! Checks that a view takes the size of a control from the theme.

use proc_macro2::{Delimiter, TokenTree};

use crate::source::{each_level, sources};

/// Calls that set a width or a height, in points.
const SIZES: [&str; 8] = [
    "width",
    "desired_width",
    "set_width",
    "set_min_width",
    "set_max_width",
    "set_height",
    "set_min_height",
    "set_max_height",
];

#[test]
fn no_view_sets_a_width_or_a_height_by_a_number() {
    let mut found = Vec::new();
    let views = |path: &str| path.starts_with("ui/") && !path.starts_with("ui/theme/");
    for source in sources().into_iter().filter(|source| views(&source.path)) {
        each_level(&source.tokens, &mut |level| {
            for pair in level.windows(2) {
                let [TokenTree::Ident(call), TokenTree::Group(arguments)] = pair else { continue };
                let first = arguments.stream().into_iter().next();
                if SIZES.iter().any(|size| call == size)
                    && arguments.delimiter() == Delimiter::Parenthesis
                    && matches!(first, Some(TokenTree::Literal(_)))
                {
                    found.push(format!("{}: {call}{arguments}", source.path));
                }
            }
        });
    }
    assert_eq!(found, [""; 0], "`src/ui/theme/tokens.rs` has the sizes");
}
