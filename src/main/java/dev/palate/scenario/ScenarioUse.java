package dev.palate.scenario;

import java.util.Optional;

/** A feature that serves scenarios: a scenario that it needs is not deleted. */
public interface ScenarioUse {

    /** As of the caller's transaction, in which no scenario begins to be needed: what needs this one, for a message such as {@code experiment home}; empty: nothing. */
    Optional<String> of(String scenario);
}
