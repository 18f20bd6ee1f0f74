package dev.palate.scenario;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The tables {@code scenario_versions} and {@code scenario_revision}. Queries are native, because a start uses them: the parser of HQL is large. */
interface ScenarioRows extends Repository<ScenarioVersionEntity, ScenarioVersionEntity.Id> {

    ScenarioVersionEntity save(ScenarioVersionEntity row);

    Optional<ScenarioVersionEntity> findById(ScenarioVersionEntity.Id id);

    @NativeQuery("select * from scenario_versions where name = ?1 order by version desc limit 1")
    Optional<ScenarioVersionEntity> findLatest(String name);

    @NativeQuery("select * from scenario_versions where name = ?1 order by version desc limit ?3 offset ?2")
    List<ScenarioVersionEntity> findVersions(String name, long offset, int count);

    @NativeQuery("select count(*) from scenario_versions where name = ?1")
    long countVersions(String name);

    @NativeQuery("""
            select * from scenario_versions v where definition is not null
            and version = (select max(version) from scenario_versions where name = v.name)
            """)
    List<ScenarioVersionEntity> findAllInUse();

    @NativeQuery("select revision from scenario_revision")
    long revision();

    /** Until the caller's transaction ends, no other one changes a scenario. */
    @NativeQuery("select revision from scenario_revision for update")
    long lockRevision();

    @Modifying
    @Query(value = "update scenario_revision set revision = revision + 1", nativeQuery = true)
    void nextRevision();
}
