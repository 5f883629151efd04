-- What stalls say of today, and the numbers of the links by which they say it.

-- Append-only: each row is the whole word of a stall from then on; the last one of a day counts, and only on that day.
create table today (
    n integer primary key,
    market text not null references markets (market),
    stall text not null,
    -- The market's day, as 2026-11-23.
    day text not null,
    body text not null,
    said_by text not null check (said_by in ('stall', 'desk')),
    at_ms integer not null
) strict;
create index today_by_day on today (market, day, n);

-- A stall's link counts from 0; a row is there once it was renewed.
create table stall_links (
    market text not null references markets (market),
    stall text not null,
    number integer not null,
    primary key (market, stall)
) strict;
