//! Opening a database, checking that it keeps its promises, and bringing its tables up to date.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use crate::StoreError;

/// Before this version two connections could corrupt a write-ahead log.
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];
/// Marks the file as ours: "JNGT".
const APPLICATION_ID: &str = "1246643028";
/// Connections that only read.
const READERS: u32 = 4;

/// Migrations of SQLite, in order. A published one is never edited.
const SQLITE_MIGRATIONS: [&str; 3] = [
    include_str!("../migrations/sqlite/0001_start.sql"),
    include_str!("../migrations/sqlite/0002_again.sql"),
    include_str!("../migrations/sqlite/0003_today.sql"),
];
/// The same tables for PostgreSQL.
#[cfg(feature = "postgres")]
const POSTGRES_MIGRATIONS: [&str; 3] = [
    include_str!("../migrations/postgres/0001_start.sql"),
    include_str!("../migrations/postgres/0002_again.sql"),
    include_str!("../migrations/postgres/0003_today.sql"),
];

/// The durable state of a server.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) db: Db,
}

#[derive(Debug, Clone)]
pub(crate) enum Db {
    Sqlite {
        /// One connection: SQLite has one writer anyway, and a queue here is fairer than its busy loop.
        writer: SqlitePool,
        readers: SqlitePool,
    },
    #[cfg(feature = "postgres")]
    Postgres(sqlx::PgPool),
}

/// Runs a block in a write transaction on either engine; the block sees `$tx` and may use `?`.
macro_rules! write {
    ($store:expr, |$tx:ident| $body:block) => {
        match &$store.db {
            crate::db::Db::Sqlite { writer, .. } => {
                let mut $tx = writer.begin_with("begin immediate").await?;
                let out = $body;
                $tx.commit().await?;
                Ok(out)
            }
            #[cfg(feature = "postgres")]
            crate::db::Db::Postgres(pool) => {
                let mut $tx = pool.begin().await?;
                // One writer at a time here too: the rules of the hash chain look at rows before they write.
                sqlx::query("select pg_advisory_xact_lock(1246643028)").execute(&mut *$tx).await?;
                let out = $body;
                $tx.commit().await?;
                Ok(out)
            }
        }
    };
}

/// Runs an expression with `$pool`, a pool for reading, on either engine.
macro_rules! read {
    ($store:expr, |$pool:ident| $body:expr) => {
        match &$store.db {
            crate::db::Db::Sqlite { readers: $pool, .. } => $body,
            #[cfg(feature = "postgres")]
            crate::db::Db::Postgres($pool) => $body,
        }
    };
}

pub(crate) use {read, write};

impl Store {
    /// Opens the database: a file of SQLite by its path, or PostgreSQL by a `postgres://` address.
    ///
    /// # Errors
    /// [`StoreError::Unfit`] when the engine is too old, does not write ahead, or does not wait for the disk;
    /// [`StoreError::Database`] when it cannot be opened.
    pub async fn open(address: &str) -> Result<Self, StoreError> {
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            return open_postgres(address).await;
        }
        open_sqlite(Path::new(address)).await
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`StoreError::Database`] when it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        read!(self, |pool| sqlx::query("select 1").execute(pool).await.map(|_| ()))?;
        Ok(())
    }

    /// Closes all connections, after writing the log back into the file.
    pub async fn close(&self) {
        match &self.db {
            Db::Sqlite { writer, readers } => {
                readers.close().await;
                // A failed checkpoint costs time at the next start, no data.
                let _ = sqlx::query("pragma wal_checkpoint(truncate)").execute(writer).await;
                writer.close().await;
            }
            #[cfg(feature = "postgres")]
            Db::Postgres(pool) => pool.close().await,
        }
    }
}

async fn open_sqlite(path: &Path) -> Result<Store, StoreError> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("mmap_size", "0")
        .pragma("secure_delete", "on")
        .pragma("trusted_schema", "off")
        .pragma("cell_size_check", "on");
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(options.clone().pragma("application_id", APPLICATION_ID))
        .await?;
    check_sqlite(&writer).await?;
    migrate_sqlite(&writer).await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(READERS)
        .connect_with(options.pragma("query_only", "on"))
        .await?;
    Ok(Store { db: Db::Sqlite { writer, readers } })
}

/// Trusts no setting that was not read back.
async fn check_sqlite(pool: &SqlitePool) -> Result<(), StoreError> {
    let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(pool).await?;
    let numbers: Vec<u32> = version.split('.').filter_map(|n| n.parse().ok()).collect();
    if numbers.as_slice() < OLDEST_SQLITE.as_slice() {
        return Err(StoreError::Unfit(format!("SQLite {version} is older than 3.51.3")));
    }
    let mode: String = sqlx::query_scalar("pragma journal_mode").fetch_one(pool).await?;
    let synchronous: i64 = sqlx::query_scalar("pragma synchronous").fetch_one(pool).await?;
    if mode != "wal" || synchronous != 2 {
        return Err(StoreError::Unfit(format!("journal_mode is {mode}, synchronous is {synchronous}")));
    }
    Ok(())
}

async fn migrate_sqlite(pool: &SqlitePool) -> Result<(), StoreError> {
    let mut tx = pool.begin_with("begin immediate").await?;
    let done: i64 = sqlx::query_scalar("pragma user_version").fetch_one(&mut *tx).await?;
    let done = check_version(done, SQLITE_MIGRATIONS.len())?;
    for migration in SQLITE_MIGRATIONS.iter().skip(done) {
        sqlx::raw_sql(*migration).execute(&mut *tx).await?;
    }
    // A pragma takes no parameters; the number comes from the code.
    let set = format!("pragma user_version = {}", SQLITE_MIGRATIONS.len());
    sqlx::raw_sql(sqlx::AssertSqlSafe(set)).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}

fn check_version(done: i64, known: usize) -> Result<usize, StoreError> {
    let done = usize::try_from(done).unwrap_or(usize::MAX);
    if done > known {
        return Err(StoreError::Unfit(format!(
            "its tables are of version {done}, this program knows {known}: update the program"
        )));
    }
    Ok(done)
}

#[cfg(not(feature = "postgres"))]
async fn open_postgres(_address: &str) -> Result<Store, StoreError> {
    Err(StoreError::Unfit("this program was built without the feature `postgres`".to_owned()))
}

#[cfg(feature = "postgres")]
async fn open_postgres(address: &str) -> Result<Store, StoreError> {
    use std::str::FromStr as _;
    let options = sqlx::postgres::PgConnectOptions::from_str(address)?.options([
        ("statement_timeout", "5s"),
        ("lock_timeout", "2s"),
        ("idle_in_transaction_session_timeout", "10s"),
    ]);
    let pool =
        sqlx::postgres::PgPoolOptions::new().max_connections(READERS + 1).connect_with(options).await?;
    let mut tx = pool.begin().await?;
    sqlx::query("select pg_advisory_xact_lock(1246643028)").execute(&mut *tx).await?;
    sqlx::raw_sql("create table if not exists schema_version (version bigint not null)")
        .execute(&mut *tx)
        .await?;
    let done: Option<i64> =
        sqlx::query_scalar("select max(version) from schema_version").fetch_one(&mut *tx).await?;
    let done = check_version(done.unwrap_or(0), POSTGRES_MIGRATIONS.len())?;
    for migration in POSTGRES_MIGRATIONS.iter().skip(done) {
        sqlx::raw_sql(*migration).execute(&mut *tx).await?;
    }
    let version = i64::try_from(POSTGRES_MIGRATIONS.len()).unwrap_or(i64::MAX);
    sqlx::query("insert into schema_version (version) values ($1)").bind(version).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(Store { db: Db::Postgres(pool) })
}
