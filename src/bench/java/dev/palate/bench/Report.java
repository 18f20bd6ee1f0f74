package dev.palate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The results of a benchmark and a description of the machine, as JSON. */
public final class Report {

    private final Map<String, Object> figures = new LinkedHashMap<>();

    public Report() throws IOException {
        put("processor", lineOf(Path.of("/proc/cpuinfo"), "model name"));
        put("processors", Runtime.getRuntime().availableProcessors());
        put("java", Runtime.version().toString());
        put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    public void put(String name, Object figure) {
        figures.put(name, figure);
    }

    /** Prints the report, and writes it to {@code file} unless that is null. */
    public void finish(@Nullable Path file) throws IOException {
        String json = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(figures);
        System.out.println(json);
        if (file != null) {
            Files.writeString(file, json + "\n");
        }
    }

    /** The peak resident memory of this process in MiB; 0 if the system does not report it. */
    public static long peakResidentMebibytes() throws IOException {
        String line = lineOf(Path.of("/proc/self/status"), "VmHWM");
        return line.isEmpty() ? 0 : Long.parseLong(line.replaceAll("\\D", "")) >> 10;
    }

    private static String lineOf(Path file, String name) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.replaceFirst("^[^:]*:\\s*", ""))
                    .findFirst()
                    .orElse("");
        }
    }
}
