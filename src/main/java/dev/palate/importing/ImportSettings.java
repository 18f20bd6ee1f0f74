package dev.palate.importing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How files are imported. How imports are executed as jobs is set with {@code palate.jobs}.
 *
 * @param root the folder below which {@code {"path": ...}} may name files of the server; none by default, which disables such
 *     imports
 * @param spool the folder in which uploads wait for their import; {@code ./data/imports} by default. Another replica can
 *     continue the import only if both use the same folder
 * @param batchRows ratings or interactions written in one transaction, 1,000..5,000,000; 250,000 by default; fewer if they would take
 *     more than a sixteenth of the heap
 * @param maximumExpansion how many times its own size a compressed file may expand to; 100 by default (MovieLens: 6)
 */
@Validated
@ConfigurationProperties("palate.imports")
public record ImportSettings(
        @Nullable Path root,
        @DefaultValue("./data/imports") Path spool,
        @DefaultValue("250000") @Min(1000) @Max(5_000_000) int batchRows,
        @DefaultValue("100") @Min(1) int maximumExpansion) {}
