package dev.palate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of {@code docs/} with a part that is generated. {@code -Ddocs.write=true} writes the parts anew. */
record Document(Path path) {

    static Document of(String name) {
        return new Document(Path.of("docs", name));
    }

    /** The part between {@code <!-- begin NAME -->} and {@code <!-- end NAME -->}. */
    String part(String name) {
        String text = read();
        return text.substring(start(text, name), end(text, name));
    }

    /** Fails unless the part is {@code expected}; writes it first if that is asked for. */
    void requirePart(String name, String expected) {
        writeIfAsked(name, expected);
        assertThat(part(name))
                .as("run this test with -Ddocs.write=true to rewrite the table")
                .isEqualTo(expected);
    }

    private void writeIfAsked(String name, String part) {
        if (Boolean.getBoolean("docs.write")) {
            String text = read();
            try {
                Files.writeString(path, text.substring(0, start(text, name)) + part + text.substring(end(text, name)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    String read() {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int start(String text, String name) {
        String mark = "<!-- begin " + name + " -->\n";
        return find(text, mark) + mark.length();
    }

    private static int end(String text, String name) {
        return find(text, "<!-- end " + name + " -->");
    }

    private static int find(String text, String mark) {
        int at = text.indexOf(mark);
        if (at < 0) {
            throw new IllegalStateException("there is no " + mark.strip());
        }
        return at;
    }
}
