package dev.palate.model.serving;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many versions are kept, in which precision they are served, and how activations are followed.
 *
 * @param keep versions of each algorithm that are kept beside the one in service, 1..10,000; older ones are deleted when a new
 *     one is published; default 20
 * @param cached versions not in service that stay in memory after a request for them, 0..1,000; default 2
 * @param poll how often the database is asked for activations of other replicas, should a notification be lost, 50 ms..2 s;
 *     default 1 s
 * @param int8From items from which {@code vae}, {@code dae} and {@code recvae} are served with weights of 8 bits, an approximation in a quarter of
 *     the memory, 0..2,147,483,647; 0 (default): never
 */
@Validated
@ConfigurationProperties("palate.models")
public record ModelSettings(
        @DefaultValue("20") @Min(1) @Max(10_000) int keep,
        @DefaultValue("2") @Min(0) @Max(1000) int cached,

        @DefaultValue("1s") @DurationMin(millis = 50) @DurationMax(seconds = 2)
        Duration poll,

        @DefaultValue("0") @Min(0) int int8From) {

    /** What a model of so many items is to be served with, if its algorithm can. */
    Precision precision(int items) {
        return int8From > 0 && items >= int8From ? Precision.INT8 : Precision.FLOAT32;
    }
}
