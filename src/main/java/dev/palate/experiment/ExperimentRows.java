package dev.palate.experiment;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The table {@code experiments} and the revision of all experiments. */
interface ExperimentRows extends Repository<ExperimentEntity, Integer> {

    @NativeQuery("select * from experiments order by name")
    List<ExperimentEntity> findAllByName();

    Optional<ExperimentEntity> findByName(String name);

    long count();

    ExperimentEntity saveAndFlush(ExperimentEntity row);

    void delete(ExperimentEntity row);

    @NativeQuery("select revision from experiment_revision")
    long revision();

    /** Until the caller's transaction ends, no other one changes an experiment. */
    @NativeQuery("select revision from experiment_revision for update")
    long lockRevision();

    @Modifying
    @Query(value = "update experiment_revision set revision = revision + 1", nativeQuery = true)
    void nextRevision();
}
