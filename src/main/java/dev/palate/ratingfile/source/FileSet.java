package dev.palate.ratingfile.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder, an archive or a single file. Nothing is unpacked to disk, and names inside an archive are only
 * compared, never used as paths.
 */
public final class FileSet implements AutoCloseable {

    /** How many times its stored size a compressed file may expand to, where the caller has no other limit. */
    public static final int MAXIMUM_EXPANSION = 100;

    private static final int MAXIMUM_ENTRIES = 10_000;
    /** Bytes of an archive's directory, which {@link ZipFile} reads into memory before it can be asked anything. */
    private static final int MAXIMUM_DIRECTORY = 4 << 20;

    private static final int END_OF_DIRECTORY = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int END_SIZE_AT = 12;
    private static final int LONGEST_COMMENT = 0xFFFF;

    /** A small file may expand to this many bytes in any case. */
    private static final long ALWAYS_ALLOWED = 1 << 20;

    private static final int BUFFER = 1 << 16;

    private final String name;
    private final List<FilePart> parts;
    private final @Nullable ZipFile zip;

    private FileSet(String name, List<FilePart> parts, @Nullable ZipFile zip) {
        this.name = name;
        this.parts = parts;
        this.zip = zip;
    }

    /**
     * @param name the file's own name: an upload is stored under another one
     * @param maximumExpansion how many times its stored size a compressed file may expand to
     * @throws RatingFileException if it does not exist or is damaged
     */
    public static FileSet open(Path path, String name, int maximumExpansion) {
        try {
            if (!Files.exists(path)) {
                throw new RatingFileException(name + ": does not exist");
            }
            if (Files.isDirectory(path)) {
                return new FileSet(name, folder(path, maximumExpansion), null);
            }
            if (startsWith(path, 'P', 'K')) {
                return archive(path, name, maximumExpansion);
            }
            return new FileSet(name, List.of(file(path, name, maximumExpansion)), null);
        } catch (ZipException e) {
            throw new RatingFileException(name + " is not a sound zip archive: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new RatingFileException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    public String name() {
        return name;
    }

    public List<FilePart> parts() {
        return parts;
    }

    @Override
    public void close() {
        try {
            if (zip != null) {
                zip.close();
            }
        } catch (IOException e) {
            throw new RatingFileException(name + " cannot be closed: " + e.getMessage(), e);
        }
    }

    private static List<FilePart> folder(Path folder, int maximumExpansion) throws IOException {
        List<FilePart> parts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                parts.add(file(file, file.getFileName().toString(), maximumExpansion));
            }
        }
        return parts;
    }

    private static FilePart file(Path file, String name, int maximumExpansion) throws IOException {
        long size = Files.size(file);
        if (!startsWith(file, 0x1f, 0x8b)) {
            return new FilePart(baseName(name), size, count -> count.counting(Files.newInputStream(file)));
        }
        return new FilePart(baseName(name), size, count -> {
            InputStream raw = new BufferedInputStream(count.counting(Files.newInputStream(file)), BUFFER);
            return limited(new GZIPInputStream(raw, BUFFER), name, size, maximumExpansion);
        });
    }

    /** Ends with an error when compressed content expands to more than its stored size allows (a zip bomb). */
    private static InputStream limited(InputStream content, String name, long storedSize, int maximumExpansion) {
        long limit = Math.max(ALWAYS_ALLOWED, Math.multiplyExact(Math.max(storedSize, 0), (long) maximumExpansion));
        AtomicLong expanded = new AtomicLong();
        return BytesRead.observed(content, read -> {
            if (expanded.addAndGet(read) > limit) {
                throw new RatingFileException(
                        name + " expands to more than " + limit + " bytes, which no file of ratings of its size does.");
            }
        });
    }

    private static FileSet archive(Path path, String name, int maximumExpansion) throws IOException {
        requireSmallDirectory(path, name);
        ZipFile zip = new ZipFile(path.toFile());
        if (zip.size() > MAXIMUM_ENTRIES) {
            int size = zip.size();
            zip.close();
            throw new RatingFileException(
                    name + " holds " + size + " files; at most " + MAXIMUM_ENTRIES + " are allowed.");
        }
        List<FilePart> parts = zip.stream()
                .filter(entry -> !entry.isDirectory() && !entry.getName().startsWith("__MACOSX/"))
                .map(entry -> entry(zip, entry, maximumExpansion))
                .toList();
        return new FileSet(name, parts, zip);
    }

    /** Looks at every end record that {@link ZipFile} may choose. */
    private static void requireSmallDirectory(Path path, String name) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(file.length(), END_BYTES + LONGEST_COMMENT)];
            file.seek(file.length() - bytes.length);
            file.readFully(bytes);
            ByteBuffer tail = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = bytes.length - END_BYTES; at >= 0; at--) {
                if (tail.getInt(at) == END_OF_DIRECTORY
                        && Integer.toUnsignedLong(tail.getInt(at + END_SIZE_AT)) > MAXIMUM_DIRECTORY) {
                    throw new RatingFileException(name + " has a directory of more than " + MAXIMUM_DIRECTORY
                            + " bytes; at most " + MAXIMUM_ENTRIES + " files are allowed.");
                }
            }
        }
    }

    private static FilePart entry(ZipFile zip, ZipEntry entry, int maximumExpansion) {
        return new FilePart(baseName(entry.getName()), entry.getSize(), count -> {
            InputStream content =
                    limited(zip.getInputStream(entry), entry.getName(), entry.getCompressedSize(), maximumExpansion);
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
