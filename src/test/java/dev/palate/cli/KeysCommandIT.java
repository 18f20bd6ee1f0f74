package dev.palate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PostgresFixture;
import dev.palate.PostgresFixture.Database;
import dev.palate.cli.progress.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class KeysCommandIT {

    private final Database database = PostgresFixture.newDatabase();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void nameTheDatabase() {
        for (String property : database.properties()) {
            String[] parts = property.split("=", 2);
            System.setProperty(parts[0], parts[1]);
        }
    }

    @AfterEach
    void forgetTheDatabase() {
        for (String property : database.properties()) {
            System.clearProperty(property.split("=", 2)[0]);
        }
    }

    @Test
    void makesListsAndRevokesKeysOnADatabaseThatNoServiceHasSeen() {
        assertThat(run("keys", "create", "--role", "read", "--name", "web shop"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("The first key must have the role admin");

        assertThat(run("keys", "create", "--role", "admin", "--name", "operator"))
                .isZero();
        String key = out.toString().strip();
        assertThat(key).matches("palate_[0-9a-f]{16}_[0-9a-f]{64}");

        assertThat(run("keys", "revoke", key.substring(7, 23))).isEqualTo(1);
        assertThat(err.toString()).contains("last usable admin key");
        assertThat(run("keys", "revoke", "--force", key.substring(7, 23))).isZero();
        out.getBuffer().setLength(0);
        assertThat(run("keys", "list")).isZero();
        assertThat(out.toString())
                .contains(key.substring(7, 23), "admin", "operator", "revoked")
                .doesNotContain(key);
    }

    @Test
    void writesNothingOfLoggingBesideItsAnswer(CapturedOutput console) {
        System.setProperty("logback.configurationFile", "logback-cli.xml"); // as the process does

        assertThat(run("keys", "list")).isZero();

        assertThat(console).doesNotContain("logback");
    }

    @Test
    void saysHowItIsCalled() {
        assertThat(run("keys")).isEqualTo(2);
        assertThat(run("keys", "create", "--role", "king", "--name", "x")).isEqualTo(2);
        assertThat(run("keys", "create", "--role", "read", "--name", "")).isEqualTo(2);
    }

    private int run(String... arguments) {
        return PalateCommand.run(Clock.systemUTC(), new PrintWriter(out, true), new PrintWriter(err, true), Terminal.PLAIN, arguments);
    }
}
