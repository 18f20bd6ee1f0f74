package dev.palate.scenario;

import org.jspecify.annotations.Nullable;

/**
 * Who changes a scenario, and why.
 *
 * @param by the id of an API key, or {@code local}
 */
public record ScenarioChange(String by, @Nullable String reason) {}
