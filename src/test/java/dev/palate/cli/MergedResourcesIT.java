package dev.palate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Files of the same name in several libraries, by which the libraries register what they contain: the jar has one file with all of them. */
class MergedResourcesIT {

    private static final Path JAR = Path.of("target/palate.jar").toAbsolutePath();

    @Test
    void theJarRegistersAllThatItsLibrariesRegister() throws IOException {
        assumeThat(JAR).exists();
        List<String> missing = new ArrayList<>();
        try (ZipFile jar = new ZipFile(JAR.toFile())) {
            for (ZipFile library : librariesIn(jar)) {
                try (library) {
                    for (String name : registrations(library)) {
                        Set<String> merged = jar.getEntry(name) == null ? Set.of() : entries(jar, name);
                        entries(library, name).stream()
                                .filter(entry -> !merged.contains(entry))
                                .forEach(entry -> missing.add(name + " of " + library.getName() + ": " + entry));
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    /** Those of the test's class path whose classes the jar contains. */
    private static List<ZipFile> librariesIn(ZipFile jar) throws IOException {
        List<ZipFile> libraries = new ArrayList<>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (path.endsWith(".jar")) {
                ZipFile library = new ZipFile(path);
                if (names(library)
                        .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
                        .findFirst()
                        .filter(name -> jar.getEntry(name) != null)
                        .isPresent()) {
                    libraries.add(library);
                } else {
                    library.close();
                }
            }
        }
        assertThat(libraries).as("libraries of the jar").hasSizeGreaterThan(50);
        return libraries;
    }

    private static List<String> registrations(ZipFile library) {
        return names(library)
                .filter(name -> name.startsWith("META-INF/services/")
                        || name.startsWith("META-INF/spring/")
                        || name.equals("META-INF/spring.factories")
                        || name.equals("META-INF/spring-autoconfigure-metadata.properties"))
                .filter(name -> !name.endsWith("/"))
                .toList();
    }

    private static Stream<String> names(ZipFile archive) {
        return archive.stream().map(ZipEntry::getName);
    }

    /** The lines without comments, or {@code key=value} for each value of properties. */
    private static Set<String> entries(ZipFile archive, String name) throws IOException {
        try (InputStream content = archive.getInputStream(archive.getEntry(name))) {
            if (name.endsWith(".factories") || name.endsWith(".properties") || name.endsWith(".replacements")) {
                Properties properties = new Properties();
                properties.load(content);
                return properties.stringPropertyNames().stream()
                        .flatMap(key -> Stream.of(properties.getProperty(key).split(",", -1))
                                .map(value -> key + "=" + value.strip()))
                        .collect(Collectors.toCollection(TreeSet::new));
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceAll("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
