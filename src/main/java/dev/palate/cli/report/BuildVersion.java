package dev.palate.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of Palate, from the file that the build writes. */
final class BuildVersion {

    private BuildVersion() {}

    /** {@code development} if the classes were not built with Maven. */
    static String current() {
        try (InputStream file = BuildVersion.class.getResourceAsStream("/META-INF/build-info.properties")) {
            if (file == null) {
                return "development";
            }
            Properties build = new Properties();
            build.load(file);
            return "%s of %s".formatted(build.getProperty("build.version"), build.getProperty("build.time"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
