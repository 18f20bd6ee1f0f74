package dev.palate.model.traffic;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The row of the split of an algorithm. */
@Entity
@Table(name = "traffic_splits")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields.
class TrafficSplitEntity {

    @Id
    private String algorithm;

    private int version;
    private double share;
    private Instant startedAt;

    protected TrafficSplitEntity() {}

    TrafficSplitEntity(TrafficSplit split) {
        this.algorithm = split.algorithm();
        this.version = split.version();
        this.share = split.share();
        this.startedAt = split.startedAt();
    }

    TrafficSplit split() {
        return new TrafficSplit(algorithm, version, share, startedAt);
    }
}
