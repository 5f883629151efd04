-- Markets, their published revisions, survey events, reviews, orders, plans, rider links and desk sessions.
-- Times are milliseconds since 1970. Expand only: a later migration adds, it never changes what is here.

create table markets (
    market text primary key,
    imported_ms bigint not null
);

create table revisions (
    market text not null references markets (market),
    number bigint not null,
    revision text not null,
    input_hash text not null,
    manifest text not null,
    report text not null,
    created_ms bigint not null,
    primary key (market, number)
);

-- The last attempt to build each market; a failed input is not tried again until it changes.
create table builds (
    market text primary key references markets (market),
    input_hash text not null,
    state text not null check (state in ('published', 'failed')),
    problems text not null,
    at_ms bigint not null
);

create table reviews (
    review bigint generated always as identity primary key,
    market text not null references markets (market),
    device text not null,
    decision text not null check (decision in ('accepted', 'returned')),
    note text not null,
    at_ms bigint not null
);

-- Append-only: a row is never deleted and its raw text never changed; only state and review move.
create table events (
    n bigint generated always as identity primary key,
    market text not null references markets (market),
    event text not null,
    device text not null,
    seq bigint not null,
    prev text not null,
    hash text not null,
    raw text not null,
    received_ms bigint not null,
    state text not null check (state in ('pending', 'accepted', 'returned', 'quarantined')),
    reason text not null,
    review bigint references reviews (review),
    unique (market, event, hash)
);
create index events_by_device on events (market, device, seq);
create index events_by_state on events (market, state);

create table devices (
    market text not null references markets (market),
    device text not null,
    stored_up_to bigint not null,
    last_seen_ms bigint not null,
    primary key (market, device)
);

create table orders (
    market text not null references markets (market),
    order_id text not null,
    body text not null,
    state text not null check (state in ('open', 'planned', 'delivered', 'cancelled')),
    created_ms bigint not null,
    primary key (market, order_id)
);

create table plans (
    market text not null references markets (market),
    plan text not null,
    graph text not null,
    body text not null,
    created_ms bigint not null,
    primary key (market, plan)
);

-- A rider's link is known only by the hash of its token.
create table riders (
    token_sha256 text primary key,
    market text not null references markets (market),
    plan text not null,
    rider bigint not null,
    expires_ms bigint not null
);

-- What riders said of their stops; a stop without a row is still to do.
create table stops (
    market text not null references markets (market),
    plan text not null,
    rider bigint not null,
    stop text not null,
    state text not null check (state in ('collected', 'missing', 'delivered', 'problem')),
    note text not null,
    at_ms bigint not null,
    primary key (market, plan, rider, stop)
);

create table sessions (
    session_sha256 text primary key,
    created_ms bigint not null,
    seen_ms bigint not null
);
