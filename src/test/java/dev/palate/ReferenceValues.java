package dev.palate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The reference values under {@code src/test/resources/reference}, made with scikit-learn 1.2.1 and PyTorch 1.13; each file
 * names its source.
 */
public final class ReferenceValues {

    private ReferenceValues() {}

    public static JsonNode read(String name) {
        try (InputStream in = ReferenceValues.class.getResourceAsStream("/reference/" + name)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
