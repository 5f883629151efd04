//! Black-box tests of the graph: a small market by hand, real streets, bad files.

#[cfg(test)]
mod alternatives;
#[cfg(test)]
mod cch;
#[cfg(test)]
mod cch_real;
#[cfg(test)]
mod common;
#[cfg(test)]
mod conditions;
#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod market;
#[cfg(test)]
mod osm;
#[cfg(test)]
mod pbf;
#[cfg(test)]
mod real_streets;
#[cfg(test)]
mod round;
