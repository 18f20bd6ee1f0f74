-- Counts the rows of an import that were valid and changed nothing.
alter table imports add column rows_unchanged bigint not null default 0;
