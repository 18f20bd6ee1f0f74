-- The time that the attempts of an import have worked, without the pauses between them, up to the last recorded batch.
alter table imports add column seconds double precision not null default 0;

update imports set seconds = greatest(0, extract(epoch from j.ended_at - j.started_at))
from jobs j where j.id = imports.id and j.started_at is not null and j.ended_at is not null;
