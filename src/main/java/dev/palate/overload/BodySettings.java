package dev.palate.overload;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits on the bodies of requests.
 *
 * @param body the largest body of a request, except forms to {@code POST /imports}, which {@code spring.servlet.multipart} limits,
 *     and model files; default 16MB
 * @param modelFile the largest model file that {@code POST /models/{algorithm}/versions} accepts; default 20GB
 * @param bodyTime the time within which such a body must arrive, 100 ms..1 h; default 30 s
 * @param transferRate the bytes per second that a form or a model file must send, or the client of a download must read, on average in each
 *     period of {@code bodyTime}; 0 means no limit; default 16KB
 */
@Validated
@ConfigurationProperties("palate.limits")
public record BodySettings(
        @DefaultValue("16MB") DataSize body,
        @DefaultValue("20GB") DataSize modelFile,

        @DefaultValue("30s") @DurationMin(millis = 100) @DurationMax(hours = 1)
        Duration bodyTime,

        @DefaultValue("16KB") DataSize transferRate) {}
