package dev.palate;

import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/** The names of settings, which Spring compares without regard to case and separators. */
final class SettingNames {

    private SettingNames() {}

    /** The names that a source has; none if it cannot list them. */
    static Stream<String> of(PropertySource<?> source) {
        return source instanceof EnumerablePropertySource<?> enumerable
                ? Stream.of(enumerable.getPropertyNames())
                : Stream.empty();
    }

    /** The letters and digits in lower case, which are equal for all forms of a name: environment variables contain no others. */
    static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
