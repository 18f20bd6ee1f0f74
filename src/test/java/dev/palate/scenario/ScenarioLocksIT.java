package dev.palate.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.ApiCalls;
import dev.palate.PalateIT;
import dev.palate.experiment.ExperimentArm;
import dev.palate.experiment.ExperimentMetric;
import dev.palate.experiment.Experiments;
import dev.palate.experiment.NewExperiment;
import dev.palate.model.version.Activations;
import dev.palate.model.version.VersionId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Two processes at the same moment: the transaction of one is open while the other one begins. */
@PalateIT
class ScenarioLocksIT {

    private static final ScenarioChange CHANGE = new ScenarioChange("local", null);

    @Autowired
    private RestTestClient client;

    @Autowired
    private ScenarioStore store;

    @Autowired
    private ScenarioVersionsHeld held;

    @Autowired
    private Scenarios scenarios;

    @Autowired
    private Experiments experiments;

    @Autowired
    private Activations activations;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aScenarioIsNotDeletedWhileAnExperimentBeginsToNeedIt() throws Exception {
        scenarios.put("needed", definition(null, null), CHANGE);
        ExperimentArm plain = new ExperimentArm("plain", 0.5, null, null, null);
        ExperimentArm needed = new ExperimentArm("needed", 0.5, "needed", null, null);
        NewExperiment experiment =
                new NewExperiment("first", ExperimentMetric.CLICKS_PER_LIST, 0.05, List.of(plain, needed));

        String refusal = during(
                () -> experiments.create(experiment),
                () -> new ApiCalls(client).send(HttpMethod.DELETE, "/scenarios/needed", null, HttpStatus.CONFLICT));

        assertThat(refusal).contains("needed by experiment first");
        assertThat(scenarios.find("needed")).isPresent();
    }

    @Test
    void anExperimentDoesNotBeginWithAScenarioThatIsBeingDeleted() throws Exception {
        scenarios.put("deleted", definition(null, null), CHANGE);

        String refusal = during(
                () -> store.delete("deleted", CHANGE, () -> {}),
                () -> new ApiCalls(client)
                        .send(
                                HttpMethod.PUT,
                                "/experiments/second",
                                "{\"arms\": [{\"name\": \"a\", \"share\": 0.5}, {\"name\": \"b\", \"share\": 0.5, \"scenario\":"
                                        + " \"deleted\"}]}",
                                HttpStatus.NOT_FOUND));

        assertThat(refusal).contains("unknown-scenario", "deleted");
        assertThat(experiments.find("second")).isEmpty();
    }

    @Test
    void whoDeletesModelVersionsSeesTheScenarioThatBeginsToNeedOne() throws Exception {
        activations.nextNumber("ease");

        Set<VersionId> seen = during(
                () -> store.put("version", definition("ease", 1), CHANGE, checked -> {}),
                () -> transaction.execute(status -> {
                    activations.lockActive("ease");
                    return held.held();
                }));

        assertThat(seen).contains(new VersionId("ease", 1));
    }

    @Test
    void aScenarioIsCheckedAfterADeletionOfModelVersionsHasEnded() throws Exception {
        activations.nextNumber("vae");

        List<String> order = new CopyOnWriteArrayList<>();
        during(
                () -> {
                    activations.lockActive("vae");
                    order.add("deletion");
                },
                () -> store.put("later", definition("vae", 1), CHANGE, checked -> order.add("check")));

        assertThat(order).containsExactly("deletion", "check");
    }

    /** What the second action returns, which begins before the transaction of the first one ends, and has to wait for it. */
    private <T> T during(Runnable first, Supplier<T> second) throws Exception {
        CompletableFuture<T> other = transaction.execute(status -> {
            first.run();
            CompletableFuture<T> begun = CompletableFuture.supplyAsync(second);
            await().until(() -> jdbc.sql("select count(*) from pg_locks where not granted")
                            .query(Long.class)
                            .single()
                    > 0);
            return begun;
        });
        return other.get(20, TimeUnit.SECONDS);
    }

    private static ScenarioDefinition definition(@Nullable String model, @Nullable Integer version) {
        return new ScenarioDefinition(model, version, null, null, null, null, null, null, null, 3, null);
    }
}
