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
 * Settings of the retention of versions, of the precision of served models, and of following activations.
 *
 * @param keep the number of newest versions of each algorithm that keep their checkpoint, 1..10,000; default 3. The active version
 *     and one under test keep theirs as well. Other checkpoints are deleted when a new version is published; such a version keeps
 *     its report but cannot be activated any more
 * @param cached the number of versions that stay in memory after a request although they are not active, 0..1,000; default 2
 * @param poll the interval at which the database is queried for activations whose notification was lost, 50 ms..2 s; default 1 s
 * @param int8From the number of items from which {@code vae}, {@code dae}, {@code recvae}, {@code item-knn} and {@code ease}
 *     with sparse weights are served with weights of 8 bits, an approximation in a quarter to a half of the memory, 0..2,147,483,647; 0 (default) means never
 */
@Validated
@ConfigurationProperties("palate.models")
public record ModelSettings(
        @DefaultValue("3") @Min(1) @Max(10_000) int keep,
        @DefaultValue("2") @Min(0) @Max(1000) int cached,

        @DefaultValue("1s") @DurationMin(millis = 50) @DurationMax(seconds = 2)
        Duration poll,

        @DefaultValue("0") @Min(0) int int8From) {

    /** The precision in which a model with this number of items is served if its algorithm supports that. */
    Precision precision(int items) {
        return int8From > 0 && items >= int8From ? Precision.INT8 : Precision.FLOAT32;
    }
}
