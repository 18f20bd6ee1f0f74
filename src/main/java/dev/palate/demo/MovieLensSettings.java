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
 * @param dir the unpacked archive; in the demo profile MOVIELENS_DIR of the environment when not set. Neither: downloaded
 * @param url what is downloaded then; GroupLens' own address by default
 * @param timeout of the download, at least 1 s; default 2 minutes
 * @param cache where the download, or the invented catalogue, is kept; default {@code ./data/movielens}
 */
@Validated
@ConfigurationProperties("palate.movielens")
record MovieLensSettings(
        @Nullable String dir,

        @DefaultValue("https://files.grouplens.org/datasets/movielens/ml-100k.zip")
        URI url,

        @DefaultValue("2m") @DurationMin(seconds = 1) Duration timeout,
        @DefaultValue("./data/movielens") Path cache) {

    /** The folder that was named, if one was. */
    Optional<Path> folder() {
        return Optional.ofNullable(dir).filter(name -> !name.isBlank()).map(Path::of);
    }

    @AssertTrue(message = "palate.movielens.dir (or MOVIELENS_DIR) must name a folder")
    boolean isFolder() {
        return folder().map(Files::isDirectory).orElse(true);
    }
}
