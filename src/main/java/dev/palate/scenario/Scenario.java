package dev.palate.scenario;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a scenario.
 *
 * @param version from 1; grows with every change of this name
 * @param changedBy the id of the API key that made the change, or {@code local} for a program on the service's machine
 * @param reason of the change, if one was given
 * @param restores the version to which the change went back; null: the change was no rollback
 * @param definition null if the change deleted the scenario
 */
public record Scenario(
        String name,
        int version,
        Instant changedAt,
        String changedBy,
        @Nullable String reason,
        @Nullable Integer restores,
        @Nullable ScenarioDefinition definition) {

    /** The version that first had the definition, through rollbacks: what came before it is what a further rollback restores. */
    int origin() {
        return restores == null ? version : restores;
    }

    /**
     * The definition of a scenario that is in use.
     *
     * @throws IllegalStateException if this version deleted it
     */
    public ScenarioDefinition inUse() {
        if (definition == null) {
            throw new IllegalStateException("scenario " + name + " is deleted");
        }
        return definition;
    }
}
