-- The version to which a change of a scenario went back; null: the change was no rollback, or was made before this column existed.
alter table scenario_versions add column restores integer;
alter table scenario_versions add foreign key (name, restores) references scenario_versions;
