package dev.palate.model.traffic;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The rows of splits. */
interface TrafficSplitRepository extends Repository<TrafficSplitEntity, String> {

    @NativeQuery("select * from traffic_splits order by algorithm")
    List<TrafficSplitEntity> findAllByAlgorithm();

    Optional<TrafficSplitEntity> findById(String algorithm);

    TrafficSplitEntity saveAndFlush(TrafficSplitEntity split);

    @Modifying
    @Query(value = "delete from traffic_splits where algorithm = ?1", nativeQuery = true)
    int delete(String algorithm);

    @Modifying
    @Query(value = "delete from traffic_splits where algorithm = ?1 and version = ?2", nativeQuery = true)
    void delete(String algorithm, int version);
}
