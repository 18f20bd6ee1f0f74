package dev.palate.training.policy;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The training policy before a request sets it, and how this process follows it.
 *
 * @param enabled whether the policy is on until the first {@code PUT /training-policy}, which then decides; default true, false in
 *     the profile {@code demo}
 * @param check the interval at which this process checks whether a training is due, 100 ms..1 h; default 5 s
 */
@Validated
@ConfigurationProperties("palate.training-policy")
record PolicySettings(
        @DefaultValue("true") boolean enabled,

        @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(hours = 1)
        Duration check) {}
