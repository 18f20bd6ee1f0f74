package dev.palate.model.version;

import dev.palate.core.evaluation.EvaluationReport;
import dev.palate.model.checkpoint.StoredCheckpoint;
import dev.palate.model.provenance.Provenance;
import dev.palate.model.quality.ModelQuality;
import dev.palate.model.quality.ModelScore;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** The row of a version. It is never updated, except that it loses its checkpoint: a trigger of the database rejects the rest. */
@Entity
@Immutable
@Table(name = "model_versions")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // Hibernate sets the fields, and queries use them.
class ModelVersionEntity {

    @EmbeddedId
    private VersionId id;

    private @Nullable Long checkpointId;
    private @Nullable UUID jobId;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Object> hyperparameters;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<EpochFigures> epochs;

    @JdbcTypeCode(SqlTypes.JSON)
    private EvaluationReport report;

    @JdbcTypeCode(SqlTypes.JSON)
    private Provenance provenance;

    private @Nullable HeldOutScore score;
    private @Nullable Double distinctLists;
    private Instant createdAt;

    protected ModelVersionEntity() {}

    ModelVersionEntity(
            int number, NewVersion version, long checkpointId, @Nullable HeldOutScore score, Instant createdAt) {
        this.id = new VersionId(version.algorithm(), number);
        this.checkpointId = checkpointId;
        this.jobId = version.jobId();
        this.hyperparameters = version.trained().settings();
        this.epochs = version.epochs();
        this.report = version.report();
        this.provenance = version.provenance();
        this.score = score;
        this.distinctLists = version.distinctLists();
        this.createdAt = createdAt;
    }

    @Nullable
    Long checkpointId() {
        return checkpointId;
    }

    /** @param latest the latest measurement */
    ModelVersion version(boolean active, @Nullable ModelScore latest, @Nullable StoredCheckpoint checkpoint) {
        return new ModelVersion(
                id.algorithm(),
                id.version(),
                active,
                createdAt,
                jobId,
                hyperparameters,
                epochs,
                report,
                latest,
                distinctLists,
                new ModelQuality(latest, distinctLists).warnings(id.algorithm(), id.version()),
                provenance,
                checkpoint);
    }
}
