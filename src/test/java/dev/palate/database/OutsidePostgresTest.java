package dev.palate.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OutsidePostgresTest {

    private static final String URL = "jdbc:postgresql://old/palate";

    @Test
    void refusesWhatIsOlderThanFourteen() {
        assertThatThrownBy(() -> OutsidePostgres.requireSupported(13, "13.22", URL))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessage(
                        "The server at jdbc:postgresql://old/palate is PostgreSQL 13.22; Palate needs 14 or newer.");
    }

    @Test
    void takesFourteen() {
        assertThatCode(() -> OutsidePostgres.requireSupported(14, "14.0", URL)).doesNotThrowAnyException();
    }
}
