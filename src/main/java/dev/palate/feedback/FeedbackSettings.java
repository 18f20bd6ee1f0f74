package dev.palate.feedback;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Events about recommendation lists.
 *
 * @param retention how long after a list was issued events about it are accepted and stored, in whole days, 1 d..400 d; older
 *     events are dropped; default 90 d
 * @param upkeep how often partitions of future days are created and expired ones are dropped, 1 s..1 d; default 1 h
 * @param figures how often the figures of today and yesterday are counted for the metrics, 1 s..1 h; default 1 m
 */
@Validated
@ConfigurationProperties("palate.feedback")
record FeedbackSettings(
        @DefaultValue("90d") @DurationMin(days = 1) @DurationMax(days = 400)
        Duration retention,

        @DefaultValue("1h") @DurationMin(seconds = 1) @DurationMax(days = 1)
        Duration upkeep,

        @DefaultValue("1m") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration figures) {}
