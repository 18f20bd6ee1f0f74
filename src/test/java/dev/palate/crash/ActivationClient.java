package dev.palate.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.ServiceProcess;
import dev.palate.crash.Caller.Answer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** Puts one version of the VAE after the other into service. */
final class ActivationClient implements Client {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final SplittableRandom random;
    private final Caller caller = new Caller();
    private long acknowledged;
    private long unanswered;
    private int answers;
    private int unknown;

    ActivationClient(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Whether a version is in service. */
    boolean hasActivated() {
        return acknowledged > 0;
    }

    @Override
    public void work(ServiceProcess service, BooleanSupplier wanted) throws InterruptedException {
        while (wanted.getAsBoolean() && activate(service)) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** False if there was no answer. */
    private boolean activate(ServiceProcess service) throws InterruptedException {
        Optional<Answer> list = caller.get(service, "/models/vae/versions");
        if (list.isEmpty()) {
            return false;
        }
        List<Long> versions = new ArrayList<>();
        for (JsonNode version : list.get().json().get("items")) {
            if (version.hasNonNull("checkpointBytes")) {
                versions.add(version.get("version").asLong());
            }
        }
        if (versions.isEmpty()) {
            return true;
        }
        long version = versions.get(random.nextInt(versions.size()));
        unanswered = version;
        Optional<Answer> answer = caller.send(service, "POST", "/models/vae/versions/" + version + "/activate", "");
        if (answer.isEmpty()) {
            return false;
        }
        if (answer.get().acknowledges()) {
            acknowledged = version;
            answers++;
        } else {
            assertThat(answer.get().status())
                    .as("a version whose checkpoint is not kept any more")
                    .isEqualTo(409);
        }
        unanswered = 0;
        return true;
    }

    @Override
    public void verify(Rows rows) throws SQLException {
        if (acknowledged == 0 && unanswered == 0) {
            return;
        }
        long active = rows.number("select coalesce(sum(active_version), 0) from models where algorithm = 'vae'");
        assertThat(active).as("version in service").isIn(acknowledged, unanswered == 0 ? acknowledged : unanswered);
        if (active > 0) {
            assertThat(rows.number(
                            "select version from model_activations where algorithm = 'vae' order by id desc limit 1"))
                    .as("last line of the activation log")
                    .isEqualTo(active);
        }
        unknown += unanswered == 0 ? 0 : 1;
        acknowledged = active;
        unanswered = 0;
    }

    @Override
    public String counts() {
        return "%,d activations acknowledged, %d without an answer".formatted(answers, unknown);
    }

    /** Whether the service answers with the version that is in service. */
    boolean isServedBy(ServiceProcess service) throws InterruptedException {
        Optional<Answer> answer = caller.send(
                service,
                "POST",
                "/recommendations",
                "{\"ratings\": [{\"itemId\": \"1\", \"value\": 5}], \"model\": \"vae\"}");
        return answer.isPresent() && answer.get().json().get("version").asLong() == acknowledged;
    }
}
