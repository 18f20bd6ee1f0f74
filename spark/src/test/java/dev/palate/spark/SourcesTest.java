package dev.palate.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourcesTest {

    private static final Options NO_URL = Options.read(List.of("--source", "jdbc"));

    /** Everybody on a machine can read the arguments of its processes, and a URL can have a password. */
    @Test
    void takesTheAddressOfTheDatabaseFromAVariable() {
        Map<String, String> environment =
                Map.of("PALATE_DATABASE_URL", "jdbc:postgresql://db/palate", "PALATE_DATABASE_USER", "palate");
        assertThat(Sources.database(NO_URL, environment).url()).isEqualTo("jdbc:postgresql://db/palate");
        assertThat(Sources.database(NO_URL, environment).user()).isEqualTo("palate");
        Options options = Options.read(List.of("--url", "jdbc:postgresql://other/palate"));
        assertThat(Sources.database(options, environment).url()).isEqualTo("jdbc:postgresql://other/palate");
    }

    @Test
    void saysWhichVariableIsMissing() {
        assertThatThrownBy(() -> Sources.database(NO_URL, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("neither the variable PALATE_DATABASE_URL nor --url");
    }
}
