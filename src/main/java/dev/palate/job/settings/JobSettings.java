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
 * @param poll how often this process looks for jobs that another process has queued, 50 ms..1 min; default 1 s
 * @param heartbeat how often a running attempt shows that its process lives, 500 ms..10 s; after four missing heartbeats
 *     another process takes the job over; default 5 s
 * @param progress how often progress is written, listeners are told and a cancellation is looked for, 50 ms..5 s; default
 *     500 ms
 * @param attempts attempts that may fail before the job does, 1..100; default 3
 * @param stalledAttempts consecutive attempts without saved progress, as after crashes, before the job is considered the cause
 *     of the crashes and fails, 1..1000; default 10
 * @param retryDelay until the attempt that follows a failed one, doubled for each further failure, 0..1 h; default 10 s
 * @param listeners open event streams of all kinds in this process, 1..100,000; default 200
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
        @DefaultValue("10") @Min(1) @Max(1000) int stalledAttempts,

        @DefaultValue("10s") @DurationMin @DurationMax(hours = 1)
        Duration retryDelay,

        @DefaultValue("200") @Min(1) @Max(100_000) int listeners,

        @DefaultValue("365d") @DurationMin(hours = 1) Duration retention) {}
