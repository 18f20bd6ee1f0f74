package dev.palate.scenario;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a scenario.
 *
 * @param version from 1; grows with every change of this name
 * @param changedBy the id of the API key that made the change, or {@code local} for a program on the service's machine
 * @param reason of the change, if one was given
 * @param definition null if the change deleted the scenario
 */
public record Scenario(
        String name,
        int version,
        Instant changedAt,
        String changedBy,
        @Nullable String reason,
        @Nullable ScenarioDefinition definition) {

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
