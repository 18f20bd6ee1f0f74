package dev.palate.importing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A folder, an archive or a single file, as the parts in it. Nothing is unpacked to disk, and names inside an archive are
 * only compared, never used as paths.
 */
final class Container implements AutoCloseable {

    private static final int MAXIMUM_ENTRIES = 10_000;
    private static final int BUFFER = 1 << 16;

    private final List<Part> parts;
    private final @Nullable ZipFile zip;

    private Container(List<Part> parts, @Nullable ZipFile zip) {
        this.parts = parts;
        this.zip = zip;
    }

    /**
     * @param name the file's own name: an upload lies under another one
     * @throws UnreadableFileException if it is damaged
     */
    static Container open(Path path, String name, int maximumExpansion) {
        try {
            if (Files.isDirectory(path)) {
                return new Container(folder(path, maximumExpansion), null);
            }
            if (startsWith(path, 'P', 'K')) {
                return archive(path, name, maximumExpansion);
            }
            return new Container(List.of(file(path, name, maximumExpansion)), null);
        } catch (ZipException e) {
            throw new UnreadableFileException(name + " is not a sound zip archive: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UnreadableFileException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    List<Part> parts() {
        return parts;
    }

    @Override
    public void close() throws IOException {
        if (zip != null) {
            zip.close();
        }
    }

    private static List<Part> folder(Path folder, int maximumExpansion) throws IOException {
        List<Part> parts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                parts.add(file(file, file.getFileName().toString(), maximumExpansion));
            }
        }
        return parts;
    }

    private static Part file(Path file, String name, int maximumExpansion) throws IOException {
        long size = Files.size(file);
        if (!startsWith(file, 0x1f, 0x8b)) {
            return new Part(baseName(name), size, count -> count.counting(Files.newInputStream(file)));
        }
        return new Part(baseName(name), size, count -> {
            InputStream raw = new BufferedInputStream(count.counting(Files.newInputStream(file)), BUFFER);
            return new BoundedExpansion(new GZIPInputStream(raw, BUFFER), name, size, maximumExpansion);
        });
    }

    private static Container archive(Path path, String name, int maximumExpansion) throws IOException {
        ZipFile zip = new ZipFile(path.toFile());
        if (zip.size() > MAXIMUM_ENTRIES) {
            zip.close();
            throw new UnreadableFileException(name + " holds " + zip.size() + " files, more than the " + MAXIMUM_ENTRIES
                    + " that are looked at.");
        }
        List<Part> parts = zip.stream()
                .filter(entry -> !entry.isDirectory() && !entry.getName().startsWith("__MACOSX/"))
                .map(entry -> part(zip, entry, maximumExpansion))
                .toList();
        return new Container(parts, zip);
    }

    private static Part part(ZipFile zip, ZipEntry entry, int maximumExpansion) {
        return new Part(baseName(entry.getName()), entry.getSize(), count -> {
            InputStream content = new BoundedExpansion(
                    zip.getInputStream(entry), entry.getName(), entry.getCompressedSize(), maximumExpansion);
            return count.counting(content);
        });
    }

    private static boolean startsWith(Path file, int first, int second) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return content.read() == first && content.read() == second;
        }
    }

    private static String baseName(String name) {
        String base = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .toLowerCase(Locale.ROOT);
        return base.endsWith(".gz") ? base.substring(0, base.length() - 3) : base;
    }
}
