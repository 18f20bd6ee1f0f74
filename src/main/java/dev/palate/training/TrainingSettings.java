package dev.palate.training;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this process runs training jobs.
 *
 * @param concurrency jobs that run at once in this process, 0..64; 0 leaves them to other replicas; default 1
 * @param threads worker threads of each job, 0..256; 0 (default) takes all CPUs but
 *     one, which is left to requests
 * @param queueLimit jobs that may wait, in all replicas together, 1..100,000; default 1,000
 * @param poll how often the queue is looked at, 50 ms..1 min; default 1 s
 * @param heartbeat how often a running job says that it is alive, 500 ms..10 s; one that missed four is taken over by another
 *     process; default 5 s
 * @param progress how often progress is written and a cancellation looked for, 50 ms..5 s; default 500 ms
 * @param save the least time between two saved states of a job, 0..1 h; default 5 s; longer where saving would take more than
 *     a tenth of the time. 0 saves after every epoch
 * @param attempts starts that may fail before the job does, 1..100; default 3
 * @param stalledStarts starts without a newly saved epoch, as after a crash, before a job is taken to be what crashes its
 *     process, 1..1000; default 10
 * @param retryDelay until the second attempt, doubled for each further one, 0..1 h; default 10 s
 * @param listeners open event streams, 1..100,000; default 200
 */
@Validated
@ConfigurationProperties("palate.training")
public record TrainingSettings(
        @DefaultValue("1") @Min(0) @Max(64) int concurrency,
        @DefaultValue("0") @Min(0) @Max(256) int threads,
        @DefaultValue("1000") @Min(1) @Max(100_000) int queueLimit,

        @DefaultValue("1s") @DurationMin(millis = 50) @DurationMax(minutes = 1)
        Duration poll,

        @DefaultValue("5s") @DurationMin(millis = 500) @DurationMax(seconds = 10)
        Duration heartbeat,

        @DefaultValue("500ms") @DurationMin(millis = 50) @DurationMax(seconds = 5)
        Duration progress,

        @DefaultValue("5s") @DurationMin @DurationMax(hours = 1)
        Duration save,

        @DefaultValue("3") @Min(1) @Max(100) int attempts,
        @DefaultValue("10") @Min(1) @Max(1000) int stalledStarts,

        @DefaultValue("10s") @DurationMin @DurationMax(hours = 1)
        Duration retryDelay,

        @DefaultValue("200") @Min(1) @Max(100_000) int listeners) {

    int threadCount() {
        return threads == 0 ? Math.max(1, Runtime.getRuntime().availableProcessors() - 1) : threads;
    }
}
