package dev.palate.hostile;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes bad requests for the operations of a service: wrong ids, types, sizes, encodings, methods, media types and keys. */
final class HostileRequests {

    private static final List<String> IDS = List.of(
            "none",
            "1",
            "%00",
            "%0a",
            "a%2Fb",
            "..",
            "..%2F..%2Fetc%2Fpasswd",
            "%252e",
            "%ff",
            "%c3%28",
            "%ED%A0%80",
            "%F0%9F%98%80",
            "a%20b",
            "'%20or%20'1'%3D'1",
            "%3Cscript%3E",
            "-1",
            "2147483648",
            "99999999999999999999",
            "NaN",
            "null",
            "undefined",
            "00000000-0000-0000-0000-000000000000",
            "x".repeat(201),
            "x".repeat(3000),
            "%5C",
            "a;b=c",
            "vae",
            "autorec",
            "%7B%7D",
            "~",
            "%25",
            "latest");
    private static final List<String> VALUES = List.of(
            "",
            "0",
            "-1",
            "1001",
            "2147483648",
            "99999999999999999999999",
            "1e400",
            "NaN",
            "Infinity",
            "-0.0",
            "true",
            "null",
            "[]",
            "{}",
            "\u0000",
            "\uD83D\uDE00",
            "'; drop table users; --",
            "x".repeat(5000),
            "%",
            "a,b,,c",
            "all:",
            "none:",
            ":",
            "2020-13-45",
            "vae",
            "../../etc/passwd");
    private static final List<String> MALFORMED = List.of("%", "%zz", "%ff%fe", "%C3%28", "a=b&&=&", "%00");
    private static final List<String> JSON = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "-1e400",
            "99999999999999999999999999",
            "1.5",
            "\"\"",
            "\"text\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "[]",
            "[null]",
            "[[[]]]",
            "{}",
            "{\"\":null}",
            "[1,\"a\",{}]",
            "\"" + "x".repeat(10_000) + "\"",
            "NaN",
            "{\"a\":{\"b\":{\"c\":[]}}}",
            "\"2020-01-01\"",
            "\"always\"");
    private static final List<String> BODIES = List.of(
            "",
            " ",
            "{",
            "}",
            "[",
            "]",
            "null",
            "[]",
            "[null]",
            "\"text\"",
            "1",
            "{}{}",
            "{\"a\":1,}",
            "<xml/>",
            "\0",
            "[".repeat(5000),
            "{\"a\":".repeat(2000),
            "\uFEFF{}",
            "{\"a\":\"\u0001\"}",
            "// comment\n{}",
            "[{},{},{}]");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json",
            "application/json",
            "application/json;charset=utf-16",
            "application/json;charset=none",
            "application/x-ndjson",
            "text/plain",
            "application/xml",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "nonsense",
            "application/json; charset=\"",
            "*/*",
            "");
    private static final List<String> ACCEPTED =
            List.of("*/*", "application/json", "image/png", "nonsense", "", "text/html;q=x", "a/b/c");
    private static final List<String> METHODS =
            List.of("GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "NONSENSE");
    private static final List<String> KEYS = List.of(
            "",
            "palate_",
            "palate_0123456789abcdef_",
            "palate_0123456789abcdef_" + "0".repeat(64),
            "x".repeat(5000),
            "\u00e9",
            "' or 1=1",
            "Bearer",
            "null");

    private final List<Operation> operations;
    private final Random random;

    HostileRequests(List<Operation> operations, long seed) {
        this.operations = operations;
        this.random = new Random(seed);
    }

    /** @param kind what is wrong with it first of all */
    @SuppressWarnings("ArrayRecordComponent") // requests are not compared
    record Request(String kind, String method, String target, Map<String, String> headers, byte[] body) {

        String line() {
            return method + " " + (target.length() > 150 ? target.substring(0, 150) + "..." : target);
        }
    }

    /** @param key one that is right; most requests carry it, so that they get behind the gate */
    Request next(String key) {
        Operation operation = pick(operations);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-API-Key", key);
        String method = operation.method();
        String path = path(operation, "none");
        byte[] body = operation.body().isEmpty() ? new byte[0] : bytes("{}");
        if (!operation.body().isEmpty()) {
            headers.put("Content-Type", operation.body());
        }
        String kind = pick(List.of("id", "query", "type", "body", "encoding", "method", "key", "headers", "size"));
        switch (kind) {
            case "id" -> path = path(operation, null);
            case "query" -> path += query(operation);
            case "type" -> body = bytes(wrongTypes(operation));
            case "body" -> body = bytes(pick(BODIES));
            case "encoding" -> {
                body = random.nextBoolean() ? noise() : wrongTypes(operation).getBytes(StandardCharsets.UTF_16);
                headers.put("Content-Type", pick(TYPES));
            }
            case "method" -> method = pick(METHODS);
            case "key" -> headers.put("X-API-Key", pick(KEYS));
            case "headers" -> wrongHeaders(headers);
            default -> body = bytes("[" + (wrongTypes(operation) + ",").repeat(1 + random.nextInt(2000)) + "{}]");
        }
        return new Request(kind, method, path, headers, body);
    }

    private String path(Operation operation, String id) {
        StringBuilder path = new StringBuilder();
        for (String segment : operation.path().substring(1).split("/", -1)) {
            path.append('/').append(segment.startsWith("{") ? id == null ? pick(IDS) : id : segment);
        }
        return path.toString();
    }

    private String query(Operation operation) {
        List<String> names = new ArrayList<>(operation.parameters());
        names.add("unknown");
        return "?"
                + IntStream.range(0, 1 + random.nextInt(3))
                        .mapToObj(n ->
                                pick(names) + "=" + (random.nextInt(5) == 0 ? pick(MALFORMED) : encoded(pick(VALUES))))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private String wrongTypes(Operation operation) {
        List<String> properties = operation.properties().isEmpty() ? List.of("value") : operation.properties();
        return properties.stream()
                .filter(property -> random.nextInt(4) > 0)
                .map(property -> "\"" + property + "\":" + pick(JSON))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private void wrongHeaders(Map<String, String> headers) {
        headers.put("Accept", pick(ACCEPTED));
        headers.put("Content-Type", pick(TYPES));
        headers.put("If-None-Match", pick(List.of("*", "\"", "W/", "\"x\", \"y\"", "x".repeat(2000))));
        headers.put("Idempotency-Key", pick(List.of("", "x".repeat(300), "a")));
        headers.put("Last-Event-ID", pick(List.of("-1", "x", "99999999999")));
        headers.put("Range", pick(List.of("bytes=0-0", "bytes=-1", "x")));
        headers.put("Content-Encoding", pick(List.of("gzip", "br", "x")));
        headers.put("Accept-Encoding", pick(List.of("gzip", "x;q=y", "")));
        headers.put("X-Request-Id", pick(List.of("a\u00e9", "x".repeat(100), "ok-1")));
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(2000)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
