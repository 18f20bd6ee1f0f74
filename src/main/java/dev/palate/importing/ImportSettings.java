package dev.palate.importing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How files are imported.
 *
 * @param root the folder below which {@code {"path": ...}} may name files of the server; none by default, which switches
 *     such imports off
 * @param spool where uploads arrive and wait for their import; {@code ./data/imports} by default. A replica resumes the
 *     import of another one only if both see the same folder
 * @param batchRows ratings written in one transaction, 1,000..5,000,000; 250,000 by default
 * @param maximumExpansion how many times its own size a compressed file may expand to; 100 by default (MovieLens: 6)
 * @param poll how often a process looks for imports that another one has accepted; 5 s by default
 * @param heartbeat how often a running import shows that its process lives, which is taken for dead after four are
 *     missing; 5 s by default
 * @param listeners open event streams, 1..100,000; 200 by default
 */
@Validated
@ConfigurationProperties("palate.imports")
public record ImportSettings(
        @Nullable Path root,
        @DefaultValue("./data/imports") Path spool,
        @DefaultValue("250000") @Min(1000) @Max(5_000_000) int batchRows,
        @DefaultValue("100") @Min(1) int maximumExpansion,
        @DefaultValue("5s") Duration poll,
        @DefaultValue("5s") Duration heartbeat,
        @DefaultValue("200") @Min(1) @Max(100_000) int listeners) {}
