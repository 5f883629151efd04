//! A list that stays empty, in the place of the crate of this name.
//!
//! The engine's reflection enters every one of its types into such a list before `main`, which keeps code for reading and
//! writing all of them in the bundle although nobody asks for it: 6.6 of 15.9 MB as shipped. Nothing of ours reads the
//! list, so that here what is submitted is left out by the compiler; whoever asks by type still registers by hand.
//! The names are those of `inventory` 0.3. Must not know: what is submitted.
#![no_std]

use core::convert::Infallible;
use core::marker::PhantomData;
use core::ops::Deref;

/// Where the list of a type would be.
#[derive(Debug, Default)]
pub struct Registry(());

impl Registry {
    /// The list without anything in it.
    #[must_use]
    pub const fn new() -> Self {
        Self(())
    }
}

/// A type of which there is a list; implemented by [`collect`].
pub trait Collect: Sync + Sized + 'static {
    #[doc(hidden)]
    fn registry() -> &'static Registry;
}

/// What was submitted of a type: nothing. Used as a value, `for x in inventory::iter::<T>`.
#[allow(non_camel_case_types, reason = "the name of the crate in whose place this stands")]
pub type iter<T> = private::iter<T>;

mod value_iter {
    pub use crate::private::iter::iter;
}

mod private {
    /// A type's name and a value's at once.
    #[allow(non_camel_case_types, reason = "the name of the crate in whose place this stands")]
    #[derive(Debug)]
    pub enum iter<T> {
        /// The list.
        iter,
        /// There is no such list.
        Never(core::marker::PhantomData<T>, core::convert::Infallible),
    }

    pub use crate::value_iter::*;
}

pub use private::*;

/// Goes through the empty list.
#[derive(Debug, Clone)]
pub struct Iter<T: 'static>(PhantomData<T>, Option<Infallible>);

impl<T> Iterator for Iter<T> {
    type Item = &'static T;

    fn next(&mut self) -> Option<Self::Item> {
        match self.1? {}
    }
}

fn none<T: Collect>() -> Iter<T> {
    Iter(PhantomData, None)
}

impl<T: Collect> IntoIterator for private::iter<T> {
    type Item = &'static T;
    type IntoIter = Iter<T>;

    fn into_iter(self) -> Self::IntoIter {
        none()
    }
}

impl<T: Collect> Deref for private::iter<T> {
    type Target = fn() -> Iter<T>;

    fn deref(&self) -> &Self::Target {
        &(none as fn() -> Iter<T>)
    }
}

/// Says that there is a list of this type.
#[macro_export]
macro_rules! collect {
    ($ty:ty) => {
        impl $crate::Collect for $ty {
            fn registry() -> &'static $crate::Registry {
                static REGISTRY: $crate::Registry = $crate::Registry::new();
                &REGISTRY
            }
        }
    };
}

/// Leaves out what is submitted.
#[macro_export]
macro_rules! submit {
    ($($value:tt)*) => {};
}

#[cfg(test)]
mod tests {
    struct Plugin;
    crate::collect!(Plugin);
    crate::submit! { Plugin }

    #[test]
    fn what_is_submitted_is_not_there() {
        assert_eq!(crate::iter::<Plugin>.into_iter().count(), 0);
    }
}
