-- Plans that are made again under way, what riders said of each order at each place, and what holds in a market today.
-- Expand only: `stops` of 0001 stays for links that were made before and is not read any more.

-- A run is a day's plan with all its versions; riders' links name the run.
alter table plans add column run text not null default '';
alter table plans add column version integer not null default 1;
-- The day of the plan, as 2026-11-23.
alter table plans add column day text not null default '';
-- What was asked of the planner, as JSON; empty for a plan that cannot be made again.
alter table plans add column question text not null default '';
update plans set run = plan;
create unique index plans_by_version on plans (market, run, version);

-- A fact of one order at one place: a stall, the hub, or `door`. It holds in every version of the plan.
create table said (
    market text not null references markets (market),
    run text not null,
    order_id text not null,
    place text not null,
    rider integer not null,
    state text not null check (state in ('collected', 'missing', 'delivered', 'problem')),
    goods text not null,
    note text not null,
    at_ms integer not null,
    primary key (market, run, order_id, place)
) strict;

-- Closed gates and aisles and crowds, as JSON, set at the desk.
create table conditions (
    market text primary key references markets (market),
    body text not null,
    at_ms integer not null
) strict;
