-- The latest measurement of each version on held-out users. A training measures the versions in service again on its own users,
-- so that versions are compared on the same users, and the best one answers requests that name no model.
create table model_scores (
    algorithm   text             not null,
    version     integer          not null,
    metric      text             not null,
    value       double precision not null,
    popularity  double precision not null,
    users       integer          not null check (users > 0),
    measured_at timestamptz      not null,
    primary key (algorithm, version),
    foreign key (algorithm, version) references model_versions on delete cascade
);
-- What earlier versions measured when they were published.
insert into model_scores
    select algorithm, version, substring(metric from 'ndcg@.*'), metric_value, popularity_value, users, created_at
    from model_versions,
        lateral (select (protocol ->> 'testUsers')::integer as users
            from jsonb_array_elements(report -> 'protocols') as protocol
            where protocol ->> 'protocol' = 'strong-generalization') as measured
    where metric like 'strong-generalization ndcg@%' and popularity_value is not null and users > 0;

-- The share of distinct lists among 200 users; null for versions from before this column.
alter table model_versions add column distinct_lists double precision check (distinct_lists between 0 and 1);

-- The algorithm that answers requests that name no model, if a request has chosen one.
alter table models add column pinned boolean not null default false;
create unique index models_pinned on models (pinned) where pinned;
