package dev.palate.problem.web;

import dev.palate.problem.StorableText;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;

/** Reads texts of request bodies and refuses half of a surrogate pair, which would be stored as a question mark. */
final class WholeCharacters extends StringDeserializer {

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
        String text = super.deserialize(parser, context);
        if (text != null && StorableText.hasLoneSurrogate(text)) {
            throw new LoneSurrogateException(parser);
        }
        return text;
    }

    /** A text of a body has half of a surrogate pair. */
    static final class LoneSurrogateException extends MismatchedInputException {

        private static final long serialVersionUID = 1L;

        LoneSurrogateException(JsonParser parser) {
            super(parser, StorableText.LONE_SURROGATE, String.class);
        }
    }
}
