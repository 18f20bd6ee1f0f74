package dev.palate.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import dev.palate.PalateIT;
import dev.palate.core.Algorithms;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.ease.Ease;
import dev.palate.core.ease.EaseHyperparameters;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
import dev.palate.core.popularity.Popularity;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingPart;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.training.TrainingState;
import dev.palate.job.JobState;
import dev.palate.job.TestProcess;
import dev.palate.model.serving.Precision;
import dev.palate.model.serving.ServedModels;
import dev.palate.training.order.TrainingKind;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/** A training with sparse weights is interrupted between two parts, continues, and is served with 8 bits per weight. */
@PalateIT
@Import(SparseEaseIT.WatchedAlgorithms.class)
@TestPropertySource(
        properties = {"palate.training.concurrency=0", "palate.training.save=0s", "palate.models.int8-from=40"})
class SparseEaseIT {

    private static final String ORDER = """
            {"hyperparameters": {"weights": "sparse", "neighbours": 5, "lambda": 20}, "promote": "always"}
            """;

    @TestConfiguration(proxyBeanMethods = false)
    static class WatchedAlgorithms {

        @Bean
        WatchedEase watchedEase() {
            return new WatchedEase();
        }

        @Bean
        @Primary
        Algorithms algorithmsWithWatchedEase(WatchedEase ease) {
            return new Algorithms(List.of(new Popularity(), ease));
        }
    }

    /** {@link Ease} that tells which parts have ended. */
    static final class WatchedEase extends Algorithm<EaseHyperparameters> {

        private final Ease ease = new Ease();
        private final List<Integer> parts = new ArrayList<>();
        private volatile Runnable partEnd = () -> {};

        WatchedEase() {
            super("ease", "For tests.", EaseHyperparameters.plain(4, 200));
        }

        @Override
        public Model train(TrainingSetup<EaseHyperparameters> setup) {
            TrainingListener listener = setup.listener();
            return ease.train(setup.withListener(new TrainingListener() {
                @Override
                public void onBatch(int epoch, int batch, int batches) {
                    listener.onBatch(epoch, batch, batches);
                }

                @Override
                public void onPart(TrainingPart part, TrainingState state) {
                    listener.onPart(part, state);
                    parts.add(part.done());
                    partEnd.run();
                }

                @Override
                public boolean isCancelled() {
                    return listener.isCancelled();
                }
            }));
        }

        @Override
        public Model restore(CheckpointReader checkpoint) throws IOException {
            return ease.restore(checkpoint);
        }

        @Override
        public Optional<ItemScorer> restoreQuantised(CheckpointReader checkpoint) throws IOException {
            return ease.restoreQuantised(checkpoint);
        }
    }

    @Autowired
    private TrainingSubmitter submitter;

    @Autowired
    private TrainingJobs jobs;

    @Autowired
    private TrainingHandler handler;

    @Autowired
    private ServedModels models;

    @Autowired
    private WatchedEase ease;

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

    /** 40 items are three parts, of which the last ends the training. */
    @Test
    void continuesAfterTheSavedPart() {
        float[] expected = scores(run(submit()));
        assertThat(ease.parts).containsExactly(1, 2);
        ease.parts.clear();

        TrainingJob job = submit();
        TestProcess first = TestProcess.another(context, handler, time);
        ease.partEnd = first::shutDown;
        first.runDueJobs();
        TrainingJob waiting = jobs.find(job.id());
        assertThat(waiting.state()).isEqualTo(JobState.QUEUED);
        assertThat(waiting.progress()).isBetween(0.3, 0.4);
        ease.partEnd = () -> {};

        TrainingJob done = run(job);
        assertThat(ease.parts).containsExactly(1, 2);
        assertThat(done.resumedFromEpoch()).isEqualTo(1);
        assertThat(done.epoch()).isZero();
        assertThat(done.epochs()).isEmpty();
        assertThat(done.warnings())
                .contains("Attempt 2 continued after part 1, where the previous one had saved its state.");
        assertThat(scores(done)).isEqualTo(expected);
        assertThat(TrainingFixture.savedStates(jdbc)).isZero();
    }

    private TrainingJob submit() {
        TrainingJob job = submitter.submit(TrainingKind.TRAIN, "ease", TrainingFixture.request(ORDER), null);
        time.set(clock.instant().plusSeconds(1));
        return job;
    }

    private TrainingJob run(TrainingJob job) {
        time.set(clock.instant().plusSeconds(1));
        TestProcess.another(context, handler, time).runDueJobs();
        TrainingJob done = jobs.find(job.id());
        assertThat(done.failure()).isNull();
        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        return done;
    }

    private float[] scores(TrainingJob job) {
        var served = models.version("ease", job.version());
        assertThat(served.precision()).isEqualTo(Precision.INT8);
        float[] scores = new float[40];
        served.scorer().score(SparseVector.of(new int[] {1, 4, 9}, new float[] {5, 5, 4}), scores);
        return scores;
    }
}
