package dev.palate.scenario;

import java.util.Optional;

/** A feature that serves scenarios: a scenario that it needs is not deleted. */
public interface ScenarioUse {

    /** What needs the scenario, for a message such as {@code experiment home}; empty: nothing. */
    Optional<String> of(String scenario);
}
