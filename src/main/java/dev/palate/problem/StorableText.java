package dev.palate.problem;

import org.jspecify.annotations.Nullable;

/** The rule for texts that PostgreSQL and UTF-8 can represent: no U+0000, and no half of a surrogate pair. */
public final class StorableText {

    public static final String NUL = "must not contain the character U+0000";
    public static final String LONE_SURROGATE = "must not contain half of a surrogate pair (U+D800 to U+DFFF)";

    private StorableText() {}

    /** What is wrong with the text, as the end of a sentence, or null. */
    public static @Nullable String fault(CharSequence text) {
        for (int k = 0; k < text.length(); k++) {
            if (text.charAt(k) == 0) {
                return NUL;
            }
            if (isLoneSurrogate(text, k)) {
                return LONE_SURROGATE;
            }
        }
        return null;
    }

    /** Whether the text has half of a surrogate pair, which UTF-8 would turn into a question mark. */
    public static boolean hasLoneSurrogate(CharSequence text) {
        for (int k = 0; k < text.length(); k++) {
            if (isLoneSurrogate(text, k)) {
                return true;
            }
        }
        return false;
    }

    static boolean isLoneSurrogate(CharSequence text, int k) {
        char c = text.charAt(k);
        if (Character.isHighSurrogate(c)) {
            return k + 1 == text.length() || !Character.isLowSurrogate(text.charAt(k + 1));
        }
        return Character.isLowSurrogate(c) && (k == 0 || !Character.isHighSurrogate(text.charAt(k - 1)));
    }
}
