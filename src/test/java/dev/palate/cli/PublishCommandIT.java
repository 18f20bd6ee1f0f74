package dev.palate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import dev.palate.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The command publish against a running service, with a file that the command evaluate has saved. */
@PalateIT
@TestPropertySource(properties = {"palate.jobs.poll=50ms", "palate.jobs.progress=50ms"})
class PublishCommandIT {

    @TempDir
    private static Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private RestTestClient client;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Catalogue catalogue;

    private final CommandRun command = new CommandRun();

    @BeforeEach
    void saveAModelOfTheRatingsOfTheService() throws IOException {
        if (!Files.exists(folder.resolve("model"))) {
            jdbc.sql("""
                            insert into users (external_id) select g::text from generate_series(0, 59) g;
                            insert into items (external_id, title) select g::text, 'Item ' || g from generate_series(0, 29) g;
                            insert into ratings (user_id, item_id, value, rated_at)
                                select u.id, i.id, 5, now() from users u, items i
                                where i.external_id::int between u.external_id::int % 2 * 15 + u.external_id::int * 7 % 6
                                    and u.external_id::int % 2 * 15 + u.external_id::int * 7 % 6 + 9;
                            update catalogue_revision set revision = revision + 1;
                            """).update();
            catalogue.refresh();
            assertThat(command.run(
                            "evaluate", "--data", CommandRun.ratings(folder), "--algorithm", "ease", "--save", model()))
                    .isZero();
            command.forget();
        }
    }

    @Test
    void publishesAndSaysWhatHappened() {
        assertThat(command.run("publish", model(), "--url", url(), "--promote", "always"))
                .as(command.err())
                .isZero();
        assertThat(command.out())
                .startsWith("ease version ")
                .contains(" was published. Activated: promote is always; it was not measured");
        assertThat(command.err()).contains("uploading", "publishes it");
        assertThat(client.get()
                        .uri("/users/1/recommendations?k=1")
                        .exchange()
                        .returnResult(String.class)
                        .getResponseBody())
                .contains("\"model\":\"ease\"", "\"fallback\":null");
    }

    @Test
    void doesNotUploadADamagedFile() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("model"));
        bytes[bytes.length / 2] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged"), bytes);

        assertThat(command.run("publish", damaged.toString(), "--url", url())).isEqualTo(1);
        assertThat(command.err()).contains("damaged cannot be read", "checksum").doesNotContain("uploading");
    }

    @Test
    void saysWhyTheJobFailed() {
        jdbc.sql("update items set external_id = 'x' || external_id").update();
        jdbc.sql("update catalogue_revision set revision = revision + 1").update();
        try {
            assertThat(command.run("publish", model(), "--url", url() + "/")).isEqualTo(1);
            assertThat(command.err()).contains("only 0 of its 28 items are in the catalogue");
        } finally {
            jdbc.sql("update items set external_id = substr(external_id, 2)").update();
            jdbc.sql("update catalogue_revision set revision = revision + 1").update();
        }
    }

    @Test
    void saysThatTheServiceRefusesTheKeyOrCannotBeReached() {
        assertThat(command.run("publish", model(), "--url", url(), "--key", "palate_wrong"))
                .isEqualTo(1);
        assertThat(command.err()).contains("the service answers 401: ");
        assertThat(command.run("publish", model(), "--url", "http://localhost:1"))
                .isEqualTo(1);
        assertThat(command.err()).contains("http://localhost:1 cannot be reached");
    }

    @Test
    void isCalledWronglyWithoutAFileAndWithUnknownValues() {
        assertThat(command.run("publish")).isEqualTo(2);
        assertThat(command.run("publish", model(), "--promote", "perhaps")).isEqualTo(2);
        assertThat(command.run("publish", model(), "--url", "ftp://host")).isEqualTo(2);
        assertThat(command.err()).contains("--promote must be one of", "--url must be such as");
        assertThat(PalateCommand.isMeant("publish", "file")).isTrue();
    }

    private String url() {
        return "http://localhost:" + port;
    }

    private static String model() {
        return folder.resolve("model").toString();
    }
}
