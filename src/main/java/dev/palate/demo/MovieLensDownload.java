package dev.palate.demo;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Downloads MovieLens 100K from GroupLens, whose terms forbid redistribution. */
@Component
@Profile("demo")
class MovieLensDownload {

    private static final Logger log = LoggerFactory.getLogger(MovieLensDownload.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final String ARCHIVE = "ml-100k.zip";

    private final MovieLensSettings settings;

    MovieLensDownload(MovieLensSettings settings) {
        this.settings = settings;
    }

    /** The archive, downloaded once; empty, with one line in the log, if the download fails. */
    Optional<Path> fetch() throws InterruptedException {
        Path archive = settings.cache().resolve(ARCHIVE);
        if (Files.exists(archive)) {
            return Optional.of(archive);
        }
        try {
            download(archive);
            log.info("Downloaded MovieLens 100K from {} ({} bytes)", settings.url(), Files.size(archive));
            return Optional.of(archive);
        } catch (IOException e) {
            log.warn(
                    "Cannot download MovieLens 100K from {} ({}): the demo uses synthetic films and ratings instead",
                    settings.url(),
                    e.toString());
            return Optional.empty();
        }
    }

    private void download(Path archive) throws IOException, InterruptedException {
        Files.createDirectories(settings.cache());
        Path part = settings.cache().resolve(ARCHIVE + ".part");
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request = HttpRequest.newBuilder(settings.url())
                .timeout(settings.timeout())
                .build();
        HttpResponse<Path> response = client.send(request, HttpResponse.BodyHandlers.ofFile(part));
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode());
        }
        Files.move(part, archive, StandardCopyOption.REPLACE_EXISTING);
    }
}
