//! Search as Koreans type it.
