package dev.palate.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.ServiceProcess;
import dev.palate.database.CrashableServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * {@code kill -9} at seeded random moments of imports, ratings, trainings and activations, round after round on the same
 * data. {@code -Dpalate.crash.rounds=50 -Dpalate.crash.seed=1} are the defaults.
 */
@Tag("slow")
class CrashIT {

    private static final int ROUNDS = Integer.getInteger("palate.crash.rounds", 50);
    private static final long SEED = Long.getLong("palate.crash.seed", 1);
    private static final int LATEST_MILLIS = 5000;
    private static final int ITEMS = 200;

    /** Left behind, to be looked into. */
    private final Path folder = Path.of("target/crash").toAbsolutePath();

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final RatingClient ann = new RatingClient("ann", ITEMS, SEED + 1);
    private final RatingClient bob = new RatingClient("bob", ITEMS, SEED + 2);
    private final ImportClient imports = new ImportClient(200, ITEMS, SEED + 3);
    private final TrainingClient trainings = new TrainingClient(SEED + 4);
    private final ActivationClient activations = new ActivationClient(SEED + 5);
    private final List<Client> all = List.of(ann, bob, imports, trainings, activations);
    private CrashableServer server;
    private Rows rows;
    private ServiceProcess service;

    private enum Victim {
        SERVICE,
        POSTGRESQL,
        BOTH
    }

    @BeforeEach
    void start() throws Exception {
        FileSystemUtils.deleteRecursively(folder);
        server = CrashableServer.start(folder.resolve("postgres"));
        rows = new Rows(server.database());
        service = launch();
        imports.work(service, () -> true);
        await().atMost(Duration.ofMinutes(2)).until(rows::areAtRest);
    }

    @AfterEach
    void stop() {
        if (service != null) {
            service.close();
        }
        server.close();
    }

    @Test
    void leavesEverythingAcknowledgedAndNothingHalfDone() throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            // Ratings that do not change in every third round: only then can a training go on where it was.
            play(round, round % 3 == 0 ? List.of(trainings, activations) : all);
        }
        all.forEach(client -> System.out.println(client.counts()));
        System.out.println(rows.number("select count(*) from jobs where kind = 'training' and attempt > 1")
                + " jobs had more than one attempt, "
                + rows.number("select count(*) from training_jobs where resumed_epoch > 0")
                + " of them from a saved epoch");
    }

    private void play(int round, List<Client> clients) throws Exception {
        Victim victim = Victim.values()[random.nextInt(Victim.values().length)];
        int millis = random.nextInt(LATEST_MILLIS);
        long began = System.nanoTime();
        crash(victim, millis, clients);
        long crashed = System.nanoTime();
        raise(victim);
        double up = (System.nanoTime() - crashed) / 1e9;
        for (Client client : clients) {
            client.settle(service);
        }
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .until(rows::areAtRest);
        for (Client client : clients) {
            client.verify(rows);
        }
        assertThat(rows.damagedCheckpoints()).as("damaged checkpoints").isZero();
        assertThat(rows.abandonedCheckpoints()).as("abandoned checkpoints").isZero();
        if (activations.hasActivated()) {
            await().atMost(Duration.ofSeconds(10)).until(() -> activations.isServedBy(service));
        }
        System.out.printf(
                "Round %d: %s killed after %d ms of %s; ready again in %.1f s, all done in %.1f s%n",
                round,
                victim,
                millis,
                clients.size() == all.size() ? "everything" : "trainings and activations",
                up,
                (System.nanoTime() - began) / 1e9);
    }

    private void crash(Victim victim, int millis, List<Client> clients) throws Exception {
        AtomicBoolean wanted = new AtomicBoolean(true);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> working = new ArrayList<>();
            for (Client client : clients) {
                working.add(threads.submit(() -> {
                    client.work(service, wanted::get);
                    return null;
                }));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
            if (victim != Victim.POSTGRESQL) {
                service.kill();
            }
            if (victim != Victim.SERVICE) {
                server.kill();
            }
            wanted.set(false);
            for (Future<?> work : working) {
                work.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void raise(Victim victim) {
        if (victim != Victim.SERVICE) {
            server.startAgain();
        }
        if (victim != Victim.POSTGRESQL) {
            service = launch();
        }
        Caller caller = new Caller();
        await("the service recovers by itself").atMost(Duration.ofMinutes(2)).until(() -> caller.isReady(service));
    }

    private ServiceProcess launch() {
        return ServiceProcess.start(
                server.database(),
                folder.resolve("service.log"),
                "palate.jobs.heartbeat=500ms",
                "palate.jobs.poll=100ms",
                "palate.jobs.progress=100ms",
                "palate.training.save=0s",
                "palate.jobs.retry-delay=200ms",
                "palate.training.threads=1",
                "palate.jobs.stalled-attempts=1000",
                "palate.models.keep=8",
                "palate.imports.heartbeat=500ms",
                "palate.imports.poll=200ms",
                "palate.imports.batch-rows=1000",
                "palate.imports.spool=" + folder.resolve("spool"));
    }
}
