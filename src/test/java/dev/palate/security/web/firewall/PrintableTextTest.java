package dev.palate.security.web.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PrintableTextTest {

    /** The patterns of {@link org.springframework.security.web.firewall.StrictHttpFirewall}. */
    private static final Pattern NAME = Pattern.compile("[\\p{IsAssigned}&&[^\\p{IsControl}]]*");

    private static final Pattern HEADER_VALUE = Pattern.compile("[\\p{IsAssigned}&&[[^\\p{IsControl}]||\\t]]*");

    @Test
    void allowsTheCharactersThatThePatternsOfSpringSecurityAllow() {
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            String text = "a" + Character.toString(character) + "b";
            assertThat(PrintableText.isName(text)).isEqualTo(NAME.matcher(text).matches());
            assertThat(PrintableText.isHeaderValue(text))
                    .isEqualTo(HEADER_VALUE.matcher(text).matches());
        }
    }

    @Test
    void allowsEmptyText() {
        assertThat(PrintableText.isName("")).isTrue();
        assertThat(PrintableText.isHeaderValue("")).isTrue();
    }
}
