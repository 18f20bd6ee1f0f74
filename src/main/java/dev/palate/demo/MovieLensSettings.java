package dev.palate.demo;

import jakarta.validation.constraints.AssertTrue;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the demo finds MovieLens 100K.
 *
 * @param dir folder of the unpacked archive; the demo profile takes it from the environment variable MOVIELENS_DIR. If it is
 *     not set, the demo downloads the archive
 * @param url address of the archive; GroupLens' own address by default
 * @param timeout time limit of the download, at least 1 s; default 2 minutes
 * @param cache folder for the downloaded archive or the synthetic ratings; default {@code ./data/movielens}
 */
@Validated
@ConfigurationProperties("palate.movielens")
record MovieLensSettings(
        @Nullable String dir,

        @DefaultValue("https://files.grouplens.org/datasets/movielens/ml-100k.zip")
        URI url,

        @DefaultValue("2m") @DurationMin(seconds = 1) Duration timeout,
        @DefaultValue("./data/movielens") Path cache) {

    /** The configured folder, if there is one. */
    Optional<Path> folder() {
        return Optional.ofNullable(dir).filter(name -> !name.isBlank()).map(Path::of);
    }

    @AssertTrue(message = "palate.movielens.dir (or MOVIELENS_DIR) must name a folder")
    boolean isFolder() {
        return folder().map(Files::isDirectory).orElse(true);
    }
}
