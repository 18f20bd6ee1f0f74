package dev.palate.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AttributesTest {

    private final JsonMapper json = new JsonMapper();

    @Test
    void keepsTypesAndShowsWholeNumbersWithoutAPoint() {
        String text = "{\"brand\":\"Acme\",\"colours\":[\"red\",\"blue\"],\"onSale\":true,\"price\":12.5,\"stock\":3}";

        Attributes attributes = json.readValue(text, Attributes.class);

        assertThat(attributes.get("stock")).isEqualTo(3.0);
        assertThat(json.writeValueAsString(attributes)).isEqualTo(text);
        assertThat(json.readValue("{\"stock\": 3.0, \"brand\": null}", Attributes.class))
                .isEqualTo(Attributes.of(Map.of("stock", 3), "attributes"));
    }

    @Test
    void namesEveryWrongValue() {
        Map<String, Object> wrong = new HashMap<>();
        wrong.put("1st", "x");
        wrong.put("nested", Map.of("a", 1));
        wrong.put("mixed", List.of("a", 1));
        wrong.put("long", "x".repeat(1001));
        wrong.put("huge", Double.POSITIVE_INFINITY);
        wrong.put("fine", "x");

        assertThatThrownBy(() -> Attributes.of(wrong, "attributes"))
                .isInstanceOfSatisfying(
                        AttributesException.class,
                        e -> assertThat(e.errors())
                                .extracting(error -> error.field() + " " + error.message())
                                .containsExactlyInAnyOrder(
                                        "attributes.1st must have a name of 1 to 64 letters, digits and underscores that begins with"
                                                + " no digit",
                                        "attributes.nested must be a text, a number, a boolean or a list of texts",
                                        "attributes.mixed must be a list of texts only",
                                        "attributes.long must have texts of at most 1000 characters",
                                        "attributes.huge must be a finite number"));
    }

    @Test
    void boundsTheNumberOfAttributes() {
        Map<String, Integer> many =
                IntStream.range(0, Attributes.MOST + 1).boxed().collect(Collectors.toMap(n -> "a" + n, n -> n));

        assertThatThrownBy(() -> Attributes.of(many, "attributes")).hasMessageContaining("at most 50 attributes");
    }

    @Test
    void noAttributesAreOneValue() {
        assertThat(Attributes.of(null, "attributes")).isSameAs(Attributes.NONE);
        assertThat(Attributes.of(Collections.singletonMap("a", null), "attributes"))
                .isSameAs(Attributes.NONE);
    }
}
