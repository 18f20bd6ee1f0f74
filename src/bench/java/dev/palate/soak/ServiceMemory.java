package dev.palate.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The memory of a service process, from its metrics, the log of its garbage collector and the kernel. */
final class ServiceMemory {

    /** For example {@code 250M->80M(512M)}. */
    private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI service;
    private final long pid;
    private final Path collections;
    private int collectionsRead;

    /**
     * @param collections the file of {@code -Xlog:gc}
     */
    ServiceMemory(URI service, long pid, Path collections) {
        this.service = service;
        this.pid = pid;
        this.collections = collections;
    }

    /** MiB and counts; {@code heapAfterCollection} is NaN without a collection since the last sample. */
    record Sample(
            double heapUsed,
            double heapAfterCollection,
            double tracked,
            double resident,
            int poolConnections,
            int threads) {}

    Sample sample() throws IOException, InterruptedException {
        List<String> metrics = http.send(
                        HttpRequest.newBuilder(service.resolve("/actuator/prometheus"))
                                .build(),
                        BodyHandlers.ofLines())
                .body()
                .toList();
        return new Sample(
                sum(metrics, "jvm_memory_used_bytes{area=\"heap\"") / (1 << 20),
                heapAfterCollection(),
                sum(metrics, "palate_native_memory_bytes{kind=\"tracked\"") / (1 << 20),
                resident(),
                (int) sum(metrics, "hikaricp_connections{"),
                (int) sum(metrics, "jvm_threads_live_threads"));
    }

    private static double sum(List<String> metrics, String name) {
        return metrics.stream()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The minimum after the collections since the last sample. */
    private double heapAfterCollection() throws IOException {
        List<String> lines = Files.readAllLines(collections);
        double least = lines.subList(collectionsRead, lines.size()).stream()
                .map(COLLECTION::matcher)
                .filter(Matcher::find)
                .mapToDouble(collection -> Double.parseDouble(collection.group(2)))
                .min()
                .orElse(Double.NaN);
        collectionsRead = lines.size();
        return least;
    }

    private double resident() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            String line =
                    lines.filter(text -> text.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        }
    }
}
