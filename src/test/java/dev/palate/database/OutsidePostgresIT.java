package dev.palate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.PostgresFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutsidePostgresIT {

    @Test
    void isUsedAsItWasNamed() {
        PostgresFixture.Database database = PostgresFixture.newDatabase();
        Connector outside = OutsidePostgres.check(settings(database.url(), database.user(), database.password()));
        assertThat(outside.getJdbcUrl()).isEqualTo(database.url());
        assertThat(outside.getUsername()).isEqualTo(database.user());
    }

    @Test
    void saysWhereNobodyAnswers() throws IOException {
        String url = "jdbc:postgresql://127.0.0.1:%d/palate".formatted(FreePort.find());
        assertThatThrownBy(() -> OutsidePostgres.check(settings(url, "palate", "")))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining(url)
                .hasMessageContaining("refused");
    }

    private static DatabaseSettings settings(String url, String user, String password) {
        return new DatabaseSettings(url, user, password, Path.of("unused"), 0, Duration.ZERO);
    }
}
