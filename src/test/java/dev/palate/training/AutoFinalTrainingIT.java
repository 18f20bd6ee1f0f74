package dev.palate.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import dev.palate.PalateIT;
import dev.palate.core.Algorithms;
import dev.palate.core.auto.ContenderFamily;
import dev.palate.core.autoencoder.Optimisation;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.model.Model;
import dev.palate.core.popularity.Popularity;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.LikedRatings;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.training.TrainingState;
import dev.palate.core.vae.Dae;
import dev.palate.core.vae.DaeHyperparameters;
import dev.palate.job.JobState;
import dev.palate.job.TestProcess;
import dev.palate.model.version.EpochFigures;
import dev.palate.training.order.TrainingKind;
import dev.palate.training.order.TrainingRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** The final training of an automatic job is interrupted between two epochs. */
@PalateIT
@Import(AutoFinalTrainingIT.NetworkFamily.class)
@TestPropertySource(properties = {"palate.training.concurrency=0", "palate.training.save=0s"})
class AutoFinalTrainingIT {

    @TestConfiguration(proxyBeanMethods = false)
    static class NetworkFamily {

        @Bean
        WatchedNetwork watchedNetwork() {
            return new WatchedNetwork();
        }

        @Bean
        @Primary
        Algorithms networkAlgorithms(WatchedNetwork network) {
            return new Algorithms(List.of(new Popularity(), network));
        }

        @Bean
        @Primary
        ContenderFamily networkFamily(WatchedNetwork network) {
            return new ContenderFamily(List.of(new Popularity(), network));
        }
    }

    /** A small denoising autoencoder that counts its trainings, and says when an epoch without validation has ended. */
    static final class WatchedNetwork extends Algorithm<DaeHyperparameters> {

        private final Dae dae = new Dae();
        private final AtomicInteger validated = new AtomicInteger();
        private volatile Runnable finalEpoch = () -> {};

        WatchedNetwork() {
            super(
                    "network",
                    "For tests.",
                    new DaeHyperparameters(
                            List.of(8), 0.5, LikedRatings.atLeast(4), 0.0001, 0, Optimisation.adam(12, 0)));
        }

        @Override
        public Model train(TrainingSetup<DaeHyperparameters> setup) {
            if (setup.validation().isPresent()) {
                validated.incrementAndGet();
                return dae.train(setup);
            }
            TrainingListener listener = setup.listener();
            return dae.train(setup.withListener(new TrainingListener() {
                @Override
                public void onEpoch(EpochReport report, TrainingState state) {
                    listener.onEpoch(report, state);
                    finalEpoch.run();
                }

                @Override
                public boolean isCancelled() {
                    return listener.isCancelled();
                }
            }));
        }

        @Override
        public Model restore(CheckpointReader checkpoint) throws IOException {
            return dae.restore(checkpoint);
        }
    }

    @Autowired
    private TrainingSubmitter submitter;

    @Autowired
    private TrainingJobs jobs;

    @Autowired
    private TrainingHandler handler;

    @Autowired
    private WatchedNetwork network;

    @Autowired
    private Clock clock;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient jdbc;

    private final SettableClock time = new SettableClock();

    @BeforeEach
    void createRatingsOfTwoGroups() {
        TrainingFixture.createRatingsOfTwoGroups(jdbc);
    }

    @Test
    void continuesAfterTheSavedEpochWithoutComparingAgain() {
        TrainingRequest request = TrainingFixture.request("{\"budget\": {\"minutes\": 2}, \"promote\": \"never\"}");
        TrainingJob job = submitter.submit(TrainingKind.TRAIN, "auto", request, null);
        time.set(clock.instant().plusSeconds(1));
        TestProcess first = TestProcess.another(context, handler, time);
        network.finalEpoch = first::shutDown;

        first.runDueJobs();

        TrainingJob waiting = jobs.find(job.id());
        assertThat(waiting.state()).isEqualTo(JobState.QUEUED);
        assertThat(waiting.selection().winner().orElseThrow().algorithm()).isEqualTo("network");
        assertThat(waiting.epochs()).extracting(EpochFigures::epoch).containsExactly(1);
        int compared = network.validated.get();
        network.finalEpoch = () -> {};

        time.set(clock.instant().plusSeconds(1));
        TestProcess.another(context, handler, time).runDueJobs();

        TrainingJob done = jobs.find(job.id());
        assertThat(done.failure()).isNull();
        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.resumedFromEpoch()).isEqualTo(1);
        assertThat(done.selection()).isEqualTo(waiting.selection());
        assertThat(network.validated).hasValue(compared);
        assertThat(done.epochs())
                .hasSize(done.selection().winner().orElseThrow().epochs());
        assertThat(done.version()).isEqualTo(1);
    }
}
