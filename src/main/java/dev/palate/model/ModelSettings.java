package dev.palate.model;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many versions are kept, and how activations are followed.
 *
 * @param keep versions of each algorithm that are kept beside the one in service, 1..10,000; older ones are deleted when a new
 *     one is published; default 20
 * @param cached versions not in service that stay in memory after a request for them, 0..1,000; default 2
 * @param poll how often the database is asked for activations of other replicas, should a notification be lost, 50 ms..2 s;
 *     default 1 s
 */
@Validated
@ConfigurationProperties("palate.models")
record ModelSettings(
        @DefaultValue("20") @Min(1) @Max(10_000) int keep,
        @DefaultValue("2") @Min(0) @Max(1000) int cached,

        @DefaultValue("1s") @DurationMin(millis = 50) @DurationMax(seconds = 2)
        Duration poll) {}
