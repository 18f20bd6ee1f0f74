package dev.palate.problem;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;

/** A field that an object of JSON has twice, which a parser that looks for duplicates refuses. */
public final class RepeatedField {

    public static final String FAULT = "is given twice";

    /** Only its message tells this exception from others. */
    private static final String REFUSAL = "Duplicate Object property ";

    private RepeatedField() {}

    /**
     * Where the field is in its document, such as {@code ratings[1].itemId}.
     *
     * @return null if the exception has another cause
     */
    public static @Nullable String path(JacksonException exception) {
        return exception.getOriginalMessage().startsWith(REFUSAL) && exception.processor() instanceof JsonParser parser
                ? path(parser.streamReadContext())
                : null;
    }

    private static String path(TokenStreamContext context) {
        StringBuilder path = new StringBuilder();
        for (TokenStreamContext step = context; !step.inRoot(); step = step.getParent()) {
            path.insert(0, step.inArray() ? "[" + step.getCurrentIndex() + "]" : "." + step.currentName());
        }
        return path.charAt(0) == '.' ? path.substring(1) : path.toString();
    }
}
