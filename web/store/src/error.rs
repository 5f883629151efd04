//! Why the store could not do something.

/// Why the store could not do something.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or is away.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The database is not one that keeps its promises.
    #[error("the database cannot be used: {0}")]
    Unfit(String),
}
