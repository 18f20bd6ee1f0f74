package dev.palate.rating.history;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The cache of users' histories.
 *
 * @param cacheSize the largest cache of the histories of all users together; a rating takes 64 bytes; 0 disables the cache; default
 *     64MB
 * @param compareAlways whether each list compares the history of its user with PostgreSQL, even in a process that is the only replica: for
 *     databases in which other programs change users; default false
 */
@Validated
@ConfigurationProperties("palate.histories")
record HistorySettings(
        @DefaultValue("64MB") DataSize cacheSize,
        @DefaultValue("false") boolean compareAlways) {}
