package dev.palate.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.io.Resource;

/** One file of the console in memory. */
public final class ConsoleFile {

    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "svg", "image/svg+xml");

    private final String type;
    private final byte[] content;

    private ConsoleFile(String type, byte[] content) {
        this.type = type;
        this.content = content;
    }

    static ConsoleFile read(String path, Resource resource) {
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String type = TYPES.get(extension);
        if (type == null) {
            throw new IllegalStateException("the console's file " + path + " has no known content type");
        }
        try (InputStream input = resource.getInputStream()) {
            return new ConsoleFile(type, input.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same without its comments, if it is a script. */
    ConsoleFile withoutComments() {
        return type.equals(TYPES.get("js"))
                ? new ConsoleFile(
                        type, ScriptComments.remove(new String(content, UTF_8)).getBytes(UTF_8))
                : this;
    }

    /** The value of {@code Content-Type}. */
    public String type() {
        return type;
    }

    public byte[] content() {
        return content.clone();
    }
}
