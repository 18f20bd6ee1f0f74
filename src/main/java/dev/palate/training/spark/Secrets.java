package dev.palate.training.spark;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The passwords of the database, which no message and no log may contain. */
final class Secrets {

    private static final String HIDDEN = "***";
    private static final Pattern PARAMETER = Pattern.compile("(?i)(password=)([^&\\s\"',;)]+)");

    private final List<String> values = new ArrayList<>();

    /** @param url of the database, which can have a password among its parameters */
    Secrets(@Nullable String password, String url) {
        add(password);
        Matcher matcher = PARAMETER.matcher(url);
        while (matcher.find()) {
            add(matcher.group(2));
            add(URLDecoder.decode(matcher.group(2).replaceAll("%(?![0-9a-fA-F]{2})", "%25"), StandardCharsets.UTF_8));
        }
    }

    private void add(@Nullable String value) {
        if (value != null && !value.isEmpty()) {
            values.add(value);
        }
    }

    /** The text without them, and without any other password in the form of a parameter. */
    String hide(String text) {
        String hidden = text;
        for (String value : values) {
            hidden = hidden.replace(value, HIDDEN);
        }
        return PARAMETER.matcher(hidden).replaceAll("$1" + Matcher.quoteReplacement(HIDDEN));
    }
}
