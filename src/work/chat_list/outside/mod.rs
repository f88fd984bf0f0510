//! Lists from outside.
