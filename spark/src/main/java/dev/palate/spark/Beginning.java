package dev.palate.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * How a training began. A driver that continues it loads the data in the same way, or it would not find its state: decaying preferences
 * are valued at the same moment, and the number of partitions does not depend on the executors that have come back.
 *
 * @param order a key of the order and of what was chosen by hand
 * @param at the moment at which preferences are valued
 * @param data the digest of the loaded ratings
 */
record Beginning(String order, Instant at, int partitions, String data) {

    private static final String FILE = "beginning.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The beginning in the folder, if it is one of this order and can be read. */
    static Optional<Beginning> read(Path folder, String order) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            Beginning beginning = new Beginning(
                    json.path("order").asText(),
                    Instant.parse(json.path("at").asText()),
                    json.path("partitions").asInt(),
                    json.path("data").asText());
            return Optional.of(beginning).filter(found -> found.order.equals(order));
        } catch (JsonProcessingException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Replaces the beginning in the folder as a whole: a driver can be killed at any time. */
    void write(Path folder) throws IOException {
        String json = JSON.createObjectNode()
                .put("order", order)
                .put("at", at.toString())
                .put("partitions", partitions)
                .put("data", data)
                .toString();
        Path written = Files.writeString(folder.resolve(FILE + ".part"), json);
        Files.move(written, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
