package dev.palate.importing.file;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** For the types that a file writes the interaction types that they are; null for rows to ignore. */
public final class TypeMap extends LinkedHashMap<String, @Nullable String> {

    private static final long serialVersionUID = 1L;

    /** Overridden only to keep the OpenAPI document from listing it as a field. */
    @Override
    @Schema(hidden = true)
    public boolean isEmpty() {
        return super.isEmpty();
    }

    /**
     * Reads the value of a query parameter or form field; Spring calls it.
     *
     * @throws IllegalArgumentException if the text is no JSON object of texts
     */
    public static TypeMap valueOf(String text) {
        try {
            return new JsonMapper().readValue(text, TypeMap.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "must be a JSON object such as {\"transaction\": \"purchase\", \"other\": null}", e);
        }
    }
}
