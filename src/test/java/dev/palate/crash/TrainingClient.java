package dev.palate.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.ServiceProcess;
import dev.palate.crash.Caller.Answer;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Submits one small training after the other, each with a key of its own, so that it can be submitted again. */
final class TrainingClient implements Client {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final List<String> ALGORITHMS = List.of("vae", "vae", "ease");
    private static final String VAE = """
            {"hyperparameters": {"likelihood": "multinomial", "hiddenSizes": [], "latentSize": 8, "epochs": 40},
             "seed": %d, "promote": "never"}""";
    private static final String OTHER = "{\"seed\": %d, \"promote\": \"never\"}";

    private final SplittableRandom random;
    private final Caller caller = new Caller();
    private final Map<String, Submission> submissions = new LinkedHashMap<>();
    private int sentAgain;

    TrainingClient(long seed) {
        this.random = new SplittableRandom(seed);
    }

    private record Submission(String path, String body, Optional<String> job) {

        Submission acceptedAs(String id) {
            return new Submission(path, body, Optional.of(id));
        }
    }

    @Override
    public void work(ServiceProcess service, BooleanSupplier wanted) throws InterruptedException {
        while (wanted.getAsBoolean()) {
            String key = "job-" + submissions.size();
            String algorithm = ALGORITHMS.get(random.nextInt(ALGORITHMS.size()));
            String body = (algorithm.equals("vae") ? VAE : OTHER).formatted(submissions.size());
            submissions.put(key, new Submission("/models/" + algorithm + "/train", body, Optional.empty()));
            if (!submit(service, key) || !awaitEnd(service, key, wanted)) {
                return;
            }
        }
    }

    private boolean submit(ServiceProcess service, String key) throws InterruptedException {
        Submission submission = submissions.get(key);
        Optional<Answer> answer =
                caller.send(service, "POST", submission.path(), submission.body(), "Idempotency-Key", key);
        if (answer.isEmpty()) {
            return false;
        }
        assertThat(answer.get().status()).as(answer.get().body()).isEqualTo(202);
        String id = answer.get().json().get("id").asString();
        submission.job().ifPresent(first -> assertThat(id).isEqualTo(first));
        submissions.put(key, submission.acceptedAs(id));
        return true;
    }

    /** False if there was no answer. */
    private boolean awaitEnd(ServiceProcess service, String key, BooleanSupplier wanted) throws InterruptedException {
        String path = "/training-jobs/" + submissions.get(key).job().orElseThrow();
        while (wanted.getAsBoolean()) {
            Optional<Answer> answer = caller.get(service, path);
            if (answer.isEmpty()) {
                return false;
            }
            assertThat(answer.get().status()).as("an acknowledged job").isEqualTo(200);
            String state = answer.get().json().get("state").asString();
            if (!state.equals("QUEUED") && !state.equals("RUNNING")) {
                return true;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    @Override
    public void settle(ServiceProcess service) {
        for (String key : List.copyOf(submissions.keySet())) {
            if (submissions.get(key).job().isEmpty()) {
                sentAgain++;
                await().atMost(LONGEST_SETTLING).until(() -> submit(service, key));
            }
        }
    }

    @Override
    public void verify(Rows rows) throws SQLException {
        List<String> succeeded = rows.list(
                row -> row.getString(1), "select id::text from jobs where kind = 'training' and state = 'SUCCEEDED'");
        assertThat(succeeded)
                .as("jobs that ran to their end")
                .containsExactlyInAnyOrderElementsOf(submissions.values().stream()
                        .map(submission -> submission.job().orElseThrow())
                        .toList());
        assertThat(rows.number("select count(*) from training_jobs")).isEqualTo(submissions.size());
        assertThat(rows.number("select coalesce(sum(last_version), 0) from models"))
                .as("versions ever made: one of each job")
                .isEqualTo(submissions.size());
        assertThat(rows.number("select count(*) from (select job_id from model_versions group by 1 having count(*) > 1)"
                        + " AS doubled"))
                .isZero();
    }

    @Override
    public String counts() {
        return "%d training jobs, %d submitted again for want of an answer".formatted(submissions.size(), sentAgain);
    }
}
