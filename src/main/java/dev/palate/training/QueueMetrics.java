package dev.palate.training;

import dev.palate.job.JobState;
import dev.palate.job.Jobs;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * {@code palate.training.queued} and {@code palate.training.running}: jobs of all replicas together, counted in the database
 * when the gauges are read, but at most every five seconds. Not a number while the database is unavailable.
 */
@Component
class QueueMetrics implements MeterBinder {

    private static final Duration KEPT_FOR = Duration.ofSeconds(5);

    private final Jobs jobs;
    private final Clock clock;
    private Map<JobState, Long> counts = Map.of();
    private Instant counted = Instant.MIN;

    QueueMetrics(Jobs jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("palate.training.queued", () -> count(JobState.QUEUED)).register(registry);
        Gauge.builder("palate.training.running", () -> count(JobState.RUNNING)).register(registry);
    }

    private synchronized double count(JobState state) {
        Instant now = clock.instant();
        if (counted.plus(counted.equals(Instant.MIN) ? Duration.ZERO : KEPT_FOR).isBefore(now)) {
            try {
                counts = Map.of(
                        JobState.QUEUED, jobs.count(TrainingJobs.KIND, JobState.QUEUED),
                        JobState.RUNNING, jobs.count(TrainingJobs.KIND, JobState.RUNNING));
            } catch (DataAccessException | TransactionException e) {
                counts = Map.of();
            }
            counted = now;
        }
        Long count = counts.get(state);
        return count == null ? Double.NaN : count;
    }
}
