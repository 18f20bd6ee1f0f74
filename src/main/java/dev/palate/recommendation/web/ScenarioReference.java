package dev.palate.recommendation.web;

import dev.palate.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/** The version of a scenario that a list follows. */
record ScenarioReference(String name, int version) {

    static @Nullable ScenarioReference of(@Nullable Scenario scenario) {
        return scenario == null ? null : new ScenarioReference(scenario.name(), scenario.version());
    }
}
