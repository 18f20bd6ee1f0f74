package dev.palate.training.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PalateApplication;
import dev.palate.PostgresFixture;
import dev.palate.PostgresFixture.Database;
import dev.palate.training.StepAlgorithmConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two services on one database. */
@ExtendWith(OutputCaptureExtension.class)
class PolicyReplicasIT {

    private static final int ROUNDS = 5;

    private final Database database = PostgresFixture.newMigratedDatabase();

    @Test
    void startOneJobForEachReason(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext first = start();
                ConfigurableApplicationContext second = start()) {
            JdbcClient jdbc = first.getBean(JdbcClient.class);
            first.getBean(TrainingPolicies.class)
                    .replace(new PolicyRequest(true, "step", "never", null, null, 100, null, "always"));
            jdbc.sql("""
                            insert into users (external_id) select g::text from generate_series(1, 40) g;
                            insert into items (external_id, title) select g::text, 'Item ' || g from generate_series(1, 20) g;
                            insert into ratings (user_id, item_id, value, rated_at)
                                select u.id, i.id, 1 + (u.id * 7 + i.id * 3) % 5, now() from users u, items i
                                where (u.id + i.id) % 2 = 0;
                            """).update();
            for (int round = 1; round <= ROUNDS; round++) {
                checkAtOnce(first.getBean(PolicyCheck.class), second.getBean(PolicyCheck.class));

                assertThat(count(jdbc, "training_jobs where reason is not null"))
                        .as("jobs after round " + round)
                        .isEqualTo(round);
                await().atMost(Duration.ofSeconds(30)).until(() -> count(jdbc, "jobs where ended_at is null") == 0);
                jdbc.sql("update jobs set submitted_at = submitted_at - interval '1 hour'")
                        .update();
                jdbc.sql("select count(nextval('preference_changes')) from ratings")
                        .query(Long.class)
                        .single();
            }
            assertThat(output.getOut().split("The training policy is on", -1)).hasSize(3);
            assertThat(output.getOut().split("The training policy started job", -1))
                    .hasSize(ROUNDS + 1);
        }
    }

    private static void checkAtOnce(PolicyCheck... checks) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(checks.length);
        ExecutorService threads = Executors.newFixedThreadPool(checks.length);
        try {
            List<Callable<Void>> calls = new ArrayList<>();
            for (PolicyCheck check : checks) {
                calls.add(() -> {
                    barrier.await();
                    check.check();
                    return null;
                });
            }
            for (Future<Void> call : threads.invokeAll(calls)) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private ConfigurableApplicationContext start() {
        String[] arguments = Stream.concat(
                        Stream.of(database.properties()),
                        Stream.of(
                                "server.port=0",
                                "palate.training-policy.enabled=true",
                                "palate.training-policy.check=1h",
                                "palate.jobs.poll=50ms",
                                "logging.level.dev.palate.training.policy=info"))
                .map(property -> "--" + property)
                .toArray(String[]::new);
        return new SpringApplicationBuilder(PalateApplication.class, StepAlgorithmConfiguration.class).run(arguments);
    }

    private static long count(JdbcClient jdbc, String from) {
        return jdbc.sql("select count(*) from " + from).query(Long.class).single();
    }
}
