package dev.palate.importing.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.importing.file.FileTypes.FoundType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FileTypesTest {

    private static final Map<String, Integer> KNOWN =
            new LinkedHashMap<>(Map.of("view", 1, "cart", 2, "purchase", 3, "Add To Wishlist", 4));

    @Test
    void mapsTheTextsThatTheOptionNames() {
        FileTypes types = types("{\"types\": {\"gekauft\": \"purchase\", \"view\": \"cart\"}}");

        assertThat(types.rowOf("gekauft")).isEqualTo(3);
        assertThat(types.rowOf("view")).isEqualTo(2);
    }

    @Test
    void takesNamesOfTypesAsTheyAre() {
        FileTypes types = types("{\"kind\": \"interactions\"}");

        assertThat(types.rowOf("purchase")).isEqualTo(3);
        assertThat(types.rowOf("PURCHASE")).isEqualTo(3);
        assertThat(types.rowOf("add_to_wishlist")).isEqualTo(4);
    }

    @Test
    void understandsTheUsualNamesOfPredefinedTypes() {
        FileTypes types = types("{\"kind\": \"interactions\"}");

        assertThat(types.rowOf("addtocart")).isEqualTo(2);
        assertThat(types.rowOf("Add_To_Cart")).isEqualTo(2);
        assertThat(types.rowOf("transaction")).isEqualTo(3);
    }

    @Test
    void ignoresWhatIsMappedToNullAndRejectsTheRest() {
        FileTypes types = types("{\"types\": {\"other\": null}}");

        assertThat(types.rowOf("other")).isEqualTo(FileTypes.IGNORED);
        assertThat(types.rowOf("Other")).isEqualTo(FileTypes.UNKNOWN);
        assertThat(types.rowOf("")).isEqualTo(FileTypes.UNKNOWN);
    }

    @Test
    void givesAllRowsTheOneType() {
        FileTypes types = types("{\"type\": \"cart\"}");

        assertThat(types.rowOf("view")).isEqualTo(2);
        assertThat(types.rowOf("")).isEqualTo(2);
    }

    @Test
    void describesTheTypesOfAFile() {
        Map<String, Long> rows = new LinkedHashMap<>();
        rows.put("view", 7L);
        rows.put("other", 2L);
        rows.put("zoom", 1L);

        assertThat(types("{\"types\": {\"other\": null}}").describe(rows))
                .containsExactly(
                        new FoundType("view", 7, "view", false),
                        new FoundType("other", 2, null, true),
                        new FoundType("zoom", 1, null, false));
    }

    @Test
    void refusesOptionsThatNameAnUnknownType() {
        assertThatThrownBy(() -> types("{\"type\": \"purchas\"}"))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("There is no interaction type purchas; the types are ")
                .hasMessageContaining("PUT /interaction-types/{name}");
        assertThatThrownBy(() -> types("{\"types\": {\"a\": \"b\"}}")).hasMessageContaining("no interaction type b");
    }

    @Test
    void readsAParameterAsJson() {
        assertThat(TypeMap.valueOf("{\"a\": \"view\", \"b\": null}"))
                .containsEntry("a", "view")
                .containsEntry("b", null);
        assertThatThrownBy(() -> TypeMap.valueOf("a:view"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JSON object");
    }

    private static FileTypes types(String options) {
        return FileTypes.of(new JsonMapper().readValue(options, ImportOptions.class), KNOWN);
    }
}
