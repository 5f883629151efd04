//! VROOM's door: its examples, each feature, hostile input, random problems before the checker and exhaustive search.

#[path = "vroom/defects.rs"]
mod defects;
#[path = "vroom/features.rs"]
mod features;
#[path = "vroom/hostile.rs"]
mod hostile;
#[path = "vroom/peer.rs"]
mod peer;
#[path = "vroom/random.rs"]
mod random;
#[path = "vroom/support.rs"]
mod support;
