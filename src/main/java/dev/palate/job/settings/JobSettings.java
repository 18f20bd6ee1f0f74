package dev.palate.job.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this process executes jobs of every kind.
 *
 * @param poll the interval at which this process looks for jobs that another process has queued, 50 ms..1 min; default 1 s
 * @param heartbeat the interval at which the process of a running attempt reports that it is alive, 500 ms..10 s; default 5 s.
 *     After four missing heartbeats another process takes the job over
 * @param progress the interval at which progress is stored, listeners are notified and cancellations are noticed, 50 ms..5 s;
 *     default 500 ms
 * @param attempts the number of failed attempts after which a job fails, 1..100; default 3
 * @param stalledAttempts the number of consecutive attempts whose process ended before they saved progress, for example because
 *     memory ran out, after which the job fails, 1..1000; default 2
 * @param retryDelay the delay of the attempt after a failed one, doubled for each further failure, 0..1 h; default 10 s
 * @param listeners maximum number of open event streams in this process, 1..100,000; default 200
 * @param retention how long an ended job is kept before it is deleted with its figures, rejected lines and idempotency key, at
 *     least 1 h; default 365 days. Model versions stay, without the link to their job
 */
@Validated
@ConfigurationProperties("palate.jobs")
public record JobSettings(
        @DefaultValue("1s") @DurationMin(millis = 50) @DurationMax(minutes = 1)
        Duration poll,

        @DefaultValue("5s") @DurationMin(millis = 500) @DurationMax(seconds = 10)
        Duration heartbeat,

        @DefaultValue("500ms") @DurationMin(millis = 50) @DurationMax(seconds = 5)
        Duration progress,

        @DefaultValue("3") @Min(1) @Max(100) int attempts,
        @DefaultValue("2") @Min(1) @Max(1000) int stalledAttempts,

        @DefaultValue("10s") @DurationMin @DurationMax(hours = 1)
        Duration retryDelay,

        @DefaultValue("200") @Min(1) @Max(100_000) int listeners,

        @DefaultValue("365d") @DurationMin(hours = 1) Duration retention) {}
