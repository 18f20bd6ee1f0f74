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
 * How this process executes training jobs; {@code palate.jobs.*} applies to them as well.
 *
 * @param concurrency maximum number of training jobs that this process executes at the same time, 0..64; 0 leaves them to other
 *     replicas; default 1
 * @param threads number of worker threads of each job, 0..256; 0 (default) means all CPUs except one, which is left to requests
 * @param queueLimit maximum number of waiting training jobs of all replicas together, 1..100,000; default 1,000
 * @param save the minimum time between two saved states of a job, 0..1 h; default 30 s; 0 saves after every epoch. The time is
 *     extended if saving would take more than a tenth of it
 */
@Validated
@ConfigurationProperties("palate.training")
public record TrainingSettings(
        @DefaultValue("1") @Min(0) @Max(64) int concurrency,
        @DefaultValue("0") @Min(0) @Max(256) int threads,
        @DefaultValue("1000") @Min(1) @Max(100_000) int queueLimit,

        @DefaultValue("30s") @DurationMin @DurationMax(hours = 1)
        Duration save) {

    int threadCount() {
        return threads == 0 ? Math.max(1, Runtime.getRuntime().availableProcessors() - 1) : threads;
    }
}
