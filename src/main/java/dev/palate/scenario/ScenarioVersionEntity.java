package dev.palate.scenario;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** A row of the table {@code scenario_versions}, which never changes. */
@Entity
@Table(name = "scenario_versions")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields.
class ScenarioVersionEntity implements Persistable<ScenarioVersionEntity.Id> {

    @EmbeddedId
    private Id id;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable ScenarioDefinition definition;

    private Instant changedAt;
    private String changedBy;
    private @Nullable String reason;
    private @Nullable Integer restores;

    protected ScenarioVersionEntity() {}

    ScenarioVersionEntity(Scenario scenario) {
        id = new Id(scenario.name(), scenario.version());
        definition = scenario.definition();
        changedAt = scenario.changedAt();
        changedBy = scenario.changedBy();
        reason = scenario.reason();
        restores = scenario.restores();
    }

    @Embeddable
    record Id(String name, int version) implements Serializable {}

    @Override
    public Id getId() {
        return id;
    }

    /** Rows are only added: saving one never reads it first. */
    @Override
    public boolean isNew() {
        return true;
    }

    Scenario scenario() {
        return new Scenario(id.name(), id.version(), changedAt, changedBy, reason, restores, definition);
    }
}
