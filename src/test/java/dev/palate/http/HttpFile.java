package dev.palate.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The requests of one file of {@code http/}. */
record HttpFile(String name, List<Request> requests) {

    private static final Pattern REQUEST_LINE = Pattern.compile("(GET|PUT|POST|PATCH|DELETE) \\{\\{base}}(\\S+)");

    /** @param path without the query; variables of the file are left as {@code {{name}}} */
    record Request(String method, String path, boolean json, String body) {}

    static List<HttpFile> all() {
        try (Stream<Path> files = Files.list(Path.of("http"))) {
            return files.filter(file -> file.toString().endsWith(".http"))
                    .sorted()
                    .map(HttpFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpFile read(Path file) {
        try {
            List<Request> requests = new ArrayList<>();
            for (String block : Files.readString(file).split("(?m)^###.*$", -1)) {
                Matcher line = REQUEST_LINE.matcher(block);
                if (line.find()) {
                    String path = line.group(2).replaceFirst("\\?.*", "");
                    String[] parts = block.substring(line.end()).split("\n\n", 2);
                    boolean json = parts[0].contains("Content-Type: application/json");
                    requests.add(new Request(line.group(1), path, json, parts.length > 1 ? parts[1].strip() : ""));
                }
            }
            return new HttpFile(file.getFileName().toString(), requests);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
