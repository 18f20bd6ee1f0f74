package dev.palate.scenario;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All scenarios in use at one revision. Immutable.
 *
 * @param byName the current version of each
 */
record ScenarioSnapshot(long revision, Map<String, Scenario> byName) {

    static ScenarioSnapshot of(long revision, List<Scenario> scenarios) {
        return new ScenarioSnapshot(
                revision,
                scenarios.stream().collect(Collectors.toUnmodifiableMap(Scenario::name, Function.identity())));
    }

    Optional<Scenario> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** By name. */
    List<Scenario> all() {
        return byName.values().stream()
                .sorted(Comparator.comparing(Scenario::name))
                .toList();
    }

    Collection<String> names() {
        return byName.keySet();
    }
}
