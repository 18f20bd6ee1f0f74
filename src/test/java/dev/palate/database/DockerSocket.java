package dev.palate.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A first look for a Docker engine: Testcontainers' own search logs errors for seconds where there is none. */
final class DockerSocket {

    private DockerSocket() {}

    static boolean mayExist() {
        String home = System.getProperty("user.home");
        return System.getenv("DOCKER_HOST") != null
                || System.getProperty("os.name").startsWith("Windows")
                || Stream.of(
                                "/var/run/docker.sock",
                                home + "/.docker/run/docker.sock",
                                home + "/.testcontainers.properties")
                        .map(Path::of)
                        .anyMatch(Files::exists);
    }
}
