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
 * Settings of the access to the service.
 *
 * @param mode {@code auto} (default): until the first key is created, the service is open on loopback addresses and does not start on
 *     another address. {@code keys}: every call needs a key; the service creates the first admin key and shows it once
 * @param firstKeys files of the first keys by role, in mode {@code keys}. An existing file contains the key; a missing file is created,
 *     readable by its owner only. Without a file for {@code admin}, that key is printed on standard output. Used only while the
 *     database contains no key
 * @param keyAge the time after which keys that another replica created or revoked take effect, 100 ms..1 min; default 2 s
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

    /** Whether calls need a key. */
    public enum Mode {
        AUTO,
        KEYS
    }

    public SecuritySettings {
        firstKeys = Map.copyOf(firstKeys);
    }
}
