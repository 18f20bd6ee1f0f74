package dev.palate.scenario;

import dev.palate.database.polling.RevisionedSnapshot;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/**
 * The scenarios. Reads use a snapshot in memory. A change is visible in this process before the call that makes it returns, and in other
 * processes within about a second.
 */
@Service
public class Scenarios {

    private final ScenarioStore store;
    private final ScenarioChecker checker;
    private final ObjectProvider<ScenarioUse> uses;
    private final RevisionedSnapshot<ScenarioSnapshot> current;

    /** @param uses of scenarios, which themselves read scenarios */
    Scenarios(ScenarioStore store, ScenarioChecker checker, ObjectProvider<ScenarioUse> uses) {
        this.store = store;
        this.checker = checker;
        this.uses = uses;
        this.current = new RevisionedSnapshot<>(store::snapshot, ScenarioSnapshot::revision, store::revision);
    }

    /**
     * The current version of a scenario.
     *
     * @throws UnknownScenarioException if there is no such scenario
     */
    public Scenario get(String name) {
        ScenarioSnapshot known = current.get();
        return known.find(name).orElseThrow(() -> UnknownScenarioException.named(name, known.names()));
    }

    public Optional<Scenario> find(String name) {
        return current.get().find(name);
    }

    /** By name. */
    public List<Scenario> all() {
        return current.get().all();
    }

    /**
     * All changes of a scenario, the latest first. They remain when it is deleted.
     *
     * @throws UnknownScenarioException if there never was such a scenario
     */
    public Page<Scenario> versions(String name, PageParameters page) {
        return store.versions(name, page);
    }

    /**
     * Checks a definition.
     *
     * @throws ScenarioException if a pin or the model is invalid
     * @throws dev.palate.rule.InvalidExpressionException if an expression is invalid
     */
    public void check(ScenarioDefinition definition) {
        checker.check(definition);
    }

    /**
     * Creates a scenario or replaces its definition.
     *
     * @throws ScenarioException if the definition is invalid, or there are too many scenarios
     * @throws dev.palate.rule.InvalidExpressionException if an expression is invalid
     */
    public Scenario put(String name, ScenarioDefinition definition, ScenarioChange change) {
        Scenario scenario = store.put(name, definition, change, checker::check);
        refresh();
        return scenario;
    }

    /**
     * Deletes a scenario; its versions remain.
     *
     * @throws UnknownScenarioException if there is no such scenario
     * @throws ScenarioException if an experiment needs it
     */
    public void delete(String name, ScenarioChange change) {
        store.delete(name, change, () -> requireUnused(name));
        refresh();
    }

    private void requireUnused(String name) {
        uses.stream().flatMap(use -> use.of(name).stream()).findFirst().ifPresent(use -> {
            throw ScenarioException.inUse(name, use);
        });
    }

    /** Whether there is a scenario with that name. It is not deleted before the end of the caller's transaction. */
    public boolean keep(String name) {
        return store.keep(name);
    }

    /**
     * Goes back to an earlier definition, also of a deleted scenario, as a new version.
     *
     * @param version null: the one before the current one; a second rollback goes one further back
     * @throws UnknownScenarioException if there is no such version
     * @throws ScenarioException if there is no earlier definition, or it is no longer valid
     */
    public Scenario rollBack(String name, @Nullable Integer version, ScenarioChange change) {
        Scenario scenario = store.rollBack(name, version, change, checker::check);
        refresh();
        return scenario;
    }

    /** Reads the scenarios again if any process has changed them; otherwise it costs one cheap query. */
    public void refresh() {
        current.refresh();
    }
}
