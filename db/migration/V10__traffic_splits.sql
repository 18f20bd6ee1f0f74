-- A version that answers some of the users in place of the one in service. The key keeps it from being deleted meanwhile.
create table traffic_splits (
    algorithm  text             primary key references models,
    version    integer          not null,
    share      double precision not null check (share > 0 and share < 1),
    started_at timestamptz      not null,
    foreign key (algorithm, version) references model_versions
);
