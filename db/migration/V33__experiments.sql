-- Experiments: arms over model versions and scenarios, between which a hash of the user decides.
create table experiments (
    -- Never used again: lists and events refer to it, and the hash of a user depends on it.
    id           integer          generated always as identity primary key,
    name         text             not null,
    metric       text             not null check (metric in ('clicks-per-list', 'click-through', 'hit-rate', 'user-hit-rate')),
    -- The smallest relative difference that the experiment is to detect.
    minimum_lift double precision not null check (minimum_lift > 0),
    -- Two to five; the first is the control. They never change.
    arms         jsonb            not null,
    started_at   timestamptz      not null,
    ended_at     timestamptz,
    -- The position of the arm that all users get afterwards; null: the control.
    winner       smallint,
    reason       text,
    constraint experiments_name_unique unique (name)
);

-- One row: grows with every change, so that replicas notice it with one cheap query.
create table experiment_revision (
    only_row boolean primary key default true check (only_row),
    revision bigint not null
);

insert into experiment_revision (revision) values (0);

-- Of the list, as its id says; both null outside of an experiment. An experiment that was deleted leaves its number behind.
alter table recommendation_events
    add column experiment     integer,
    add column experiment_arm smallint;

-- A report reads the events of its experiment only.
create index recommendation_events_experiment on recommendation_events (experiment) where experiment is not null;
