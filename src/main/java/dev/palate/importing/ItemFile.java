package dev.palate.importing;

import dev.palate.catalogue.Item;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipException;

/** Reads a file of items. They fit in memory: the catalogue's snapshot holds them anyway. */
final class ItemFile {

    private ItemFile() {}

    /** The items of the good lines; the others are told to {@code rejections}. */
    static List<Item> read(ItemSource source, Rejections rejections) throws IOException {
        List<Item> items = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Part part = source.part();
        ItemFields fields = source.fields().get();
        Charset charset = source.charset() == null ? charset(part) : source.charset();
        try (LineReader lines = new LineReader(part.open(), charset)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                try {
                    Item item = line.isBlank() ? null : fields.read(line, lines.number());
                    if (item == null) {
                        continue;
                    }
                    if (!ids.add(item.id())) {
                        throw new BadLineException("item " + item.id() + " stands twice; the first one counts");
                    }
                    items.add(item);
                } catch (BadLineException e) {
                    rejections.add(part.name(), lines.number(), line, e.getMessage(), null);
                }
            }
        }
        return items;
    }

    /** UTF-8 if all of it is, else ISO 8859-1: the older releases are, the later ones are not, and none says so. */
    private static Charset charset(Part part) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        CharBuffer chars = CharBuffer.allocate(1 << 16);
        try (InputStream content = part.open()) {
            int read;
            do {
                read = content.read(bytes.array(), bytes.position(), bytes.remaining());
                bytes.limit(bytes.position() + Math.max(read, 0)).rewind();
                if (decoder.decode(bytes, chars.clear(), read < 0).isError()) {
                    return StandardCharsets.ISO_8859_1;
                }
                bytes.compact();
            } while (read >= 0);
        } catch (ZipException | EOFException e) {
            throw new UnreadableFileException(part.name() + " is damaged or incomplete: " + e.getMessage(), e);
        }
        return StandardCharsets.UTF_8;
    }
}
