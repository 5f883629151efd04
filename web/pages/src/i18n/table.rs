//! What makes of the tables one struct, with one value for each language.

/// The first group of rows is said by server and browser; the others are not compiled into the browser's module.
macro_rules! table {
    (
        { $($key:ident: $ko:literal, $en:literal, $zh:literal, $ja:literal;)* }
        $({ $($page:ident: $page_ko:literal, $page_en:literal, $page_zh:literal, $page_ja:literal;)* })*
    ) => {
        /// The words of one language.
        #[derive(Debug)]
        #[expect(missing_docs, reason = "the tables show what each key says")]
        pub struct Words {
            $(pub $key: &'static str,)*
            $($(#[cfg(feature = "ssr")] pub $page: &'static str,)*)*
        }

        /// Korean.
        pub static KO: Words = Words { $($key: $ko,)* $($(#[cfg(feature = "ssr")] $page: $page_ko,)*)* };
        /// English.
        pub static EN: Words = Words { $($key: $en,)* $($(#[cfg(feature = "ssr")] $page: $page_en,)*)* };
        /// Simplified Chinese.
        pub static ZH: Words = Words { $($key: $zh,)* $($(#[cfg(feature = "ssr")] $page: $page_zh,)*)* };
        /// Japanese.
        pub static JA: Words = Words { $($key: $ja,)* $($(#[cfg(feature = "ssr")] $page: $page_ja,)*)* };

        /// Every key with its texts in Korean, English, Chinese and Japanese.
        #[cfg(test)]
        static KEYS: &[(&str, [&str; 4])] = &[
            $((stringify!($key), [$ko, $en, $zh, $ja]),)*
            $($((stringify!($page), [$page_ko, $page_en, $page_zh, $page_ja]),)*)*
        ];
    };
}
