package dev.palate.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The closed load: Debian's {@code wrk}, whose connections each send a request as soon as they receive a response. */
final class Wrk {

    private static final String SCRIPT = """
            local format, first, count, random = os.getenv("LOAD_PATH"), %d, %d, %b
            local requested = 0
            math.randomseed(1)
            function request()
                requested = requested + 1
                local user = random and math.random(count) - 1 or (requested - 1) %% count
                local path = format:gsub("USER", tostring(first + user)):gsub("NUMBER", tostring(os.time()) .. requested)
                return wrk.format("GET", path)
            end
            function done(summary, latency, requests)
                local errors = summary.errors
                io.write(string.format(
                    'RESULT {"requestsPerSecond": %%.1f, "p50Ms": %%.3f, "p95Ms": %%.3f, "p99Ms": %%.3f, "count": %%d, "errors": %%d}\\n',
                    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
                    latency:percentile(99) / 1e3, summary.requests,
                    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
            end
            """;

    private final URI service;
    private final Path folder;
    private final int connections;

    Wrk(URI service, Path folder, int connections) {
        this.service = service;
        this.folder = folder;
        this.connections = connections;
    }

    /**
     * Requests the path for {@code seconds}, with {@code USER} replaced by an id and {@code NUMBER} by a new number each time. Returns
     * the requests per second, quantiles, count and errors.
     */
    Map<String, Object> run(String path, Users users, int seconds) throws IOException, InterruptedException {
        Path script = folder.resolve("users.lua");
        Files.writeString(script, SCRIPT.formatted(users.first(), users.count(), users.random()));
        ProcessBuilder wrk = new ProcessBuilder(List.of(
                        "wrk",
                        "--threads=1",
                        "--connections=" + connections,
                        "--duration=" + seconds + "s",
                        "--timeout=10s",
                        "--script=" + script,
                        service.toString()))
                .redirectErrorStream(true);
        wrk.environment().put("LOAD_PATH", path);
        Process process = wrk.start();
        String output = new String(process.getInputStream().readAllBytes());
        int result = output.indexOf("RESULT ");
        if (process.waitFor() != 0 || result < 0) {
            throw new IOException("wrk: " + output);
        }
        return new JsonMapper().readValue(output.substring(result + 7), Map.class);
    }
}
