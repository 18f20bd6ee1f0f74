package dev.palate.ratingfile.text;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON in files. An object with a field twice is refused: it does not say which value is meant. */
public final class StrictJson {

    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Only its message tells this exception from others. */
    private static final String REFUSAL = "Duplicate Object property ";

    private StrictJson() {}

    /** Whether the reason of the exception is that an object has a field twice. */
    public static boolean hasFieldTwice(JacksonException exception) {
        return exception.getOriginalMessage().startsWith(REFUSAL);
    }
}
