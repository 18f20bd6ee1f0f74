package dev.palate.model.traffic;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The versions under test through Spring Data JPA, because a split is one small record for each algorithm. A transaction that
 * writes holds the lock on the algorithm's active version.
 */
@Component
public class TrafficSplits {

    private final TrafficSplitRepository rows;
    private final Clock clock;

    TrafficSplits(TrafficSplitRepository rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** In the order of the algorithms' names. */
    public List<TrafficSplit> all() {
        return rows.findAllByAlgorithm().stream().map(TrafficSplitEntity::split).toList();
    }

    public Optional<TrafficSplit> find(String algorithm) {
        return rows.findById(algorithm).map(TrafficSplitEntity::split);
    }

    /** Another share of the same version keeps the time at which its test started. */
    public void put(String algorithm, int version, double share) {
        TrafficSplit split = find(algorithm)
                .filter(known -> known.version() == version)
                .map(known -> new TrafficSplit(algorithm, version, share, known.startedAt()))
                .orElseGet(() -> new TrafficSplit(algorithm, version, share, clock.instant()));
        rows.saveAndFlush(new TrafficSplitEntity(split));
    }

    /** Whether there was a split. */
    public boolean delete(String algorithm) {
        return rows.delete(algorithm) > 0;
    }

    /** Ends the split if {@code version} is the version under test: as the active version it answers all users. */
    public void deleteActivated(String algorithm, int version) {
        rows.delete(algorithm, version);
    }
}
