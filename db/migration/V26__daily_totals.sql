-- How many users, items, ratings and interactions there were at the end of each day (UTC); of today: a while ago.
create table daily_totals (
    day          date        primary key,
    users        bigint      not null,
    items        bigint      not null,
    ratings      bigint      not null,
    interactions bigint      not null,
    recorded_at  timestamptz not null
);
