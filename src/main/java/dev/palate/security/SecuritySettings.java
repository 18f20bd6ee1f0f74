package dev.palate.security;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may call.
 *
 * @param mode {@code auto} (default): as long as there never was a key, the service is open on a loopback address and does not
 *     start on another. {@code keys}: every call needs a key; the first start makes an admin's and shows it once
 * @param firstKeys in mode {@code keys}, files of the first keys by role. A file that exists gives its key, one that does not
 *     is written, readable by its owner alone. Without one for {@code admin}, that key is printed on standard output. Looked at
 *     only while the database holds no key
 * @param keyAge after how long a key made or revoked by another replica is seen, 100 ms..1 min; default 2 s
 * @param publicDescription whether OpenAPI and Swagger UI may be read without a key; default false
 */
@Validated
@ConfigurationProperties("palate.security")
public record SecuritySettings(
        @DefaultValue("auto") Mode mode,
        @DefaultValue Map<Role, Path> firstKeys,

        @DefaultValue("2s") @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration keyAge,

        @DefaultValue("false") boolean publicDescription) {

    /** See {@code mode}. */
    public enum Mode {
        AUTO,
        KEYS
    }

    public SecuritySettings {
        firstKeys = Map.copyOf(firstKeys);
    }
}
