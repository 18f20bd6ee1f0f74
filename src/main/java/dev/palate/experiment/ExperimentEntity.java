package dev.palate.experiment;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code experiments}. */
@Entity
@Table(name = "experiments")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields.
class ExperimentEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Integer id;

    private String name;
    private String metric;
    private double minimumLift;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<ExperimentArm> arms;

    private Instant startedAt;
    private @Nullable Instant endedAt;

    @JdbcTypeCode(SqlTypes.SMALLINT)
    private @Nullable Integer winner;

    private @Nullable String reason;

    protected ExperimentEntity() {}

    ExperimentEntity(NewExperiment definition, Instant startedAt) {
        this.name = definition.name();
        this.metric = definition.metric().label();
        this.minimumLift = definition.minimumLift();
        this.arms = definition.arms();
        this.startedAt = startedAt;
    }

    void end(Ending ending) {
        this.endedAt = ending.endedAt();
        this.winner = ending.winner();
        this.reason = ending.reason();
    }

    OnlineExperiment experiment() {
        return new OnlineExperiment(
                Objects.requireNonNull(id),
                new NewExperiment(name, ExperimentMetric.of(metric), minimumLift, arms),
                startedAt,
                endedAt == null ? null : new Ending(endedAt, winner, reason));
    }
}
