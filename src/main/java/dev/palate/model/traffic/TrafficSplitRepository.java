package dev.palate.model.traffic;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The rows of splits. */
interface TrafficSplitRepository extends Repository<TrafficSplitEntity, String> {

    List<TrafficSplitEntity> findAllByOrderByAlgorithm();

    Optional<TrafficSplitEntity> findById(String algorithm);

    TrafficSplitEntity saveAndFlush(TrafficSplitEntity split);

    @Modifying
    @Query("delete from TrafficSplitEntity s where s.algorithm = ?1")
    int delete(String algorithm);

    @Modifying
    @Query("delete from TrafficSplitEntity s where s.algorithm = ?1 and s.version = ?2")
    void delete(String algorithm, int version);
}
