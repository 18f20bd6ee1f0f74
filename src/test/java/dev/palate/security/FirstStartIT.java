package dev.palate.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.PalateApplication;
import dev.palate.PostgresFixture;
import dev.palate.PostgresFixture.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class FirstStartIT {

    @TempDir
    private Path directory;

    private final Database database = PostgresFixture.newMigratedDatabase();

    @Test
    void isRefusedOnAnotherAddressThanLoopbackWithoutAKey(CapturedOutput output) {
        assertThatThrownBy(() -> start("server.address=0.0.0.0")).isInstanceOf(OpenAccessException.class);
        assertThat(output).contains("There is no API key, and server.address is 0.0.0.0", "keys create --role admin");
    }

    @Test
    void showsTheFirstKeyOnceWhereKeysAreDemanded(CapturedOutput output) {
        try (ConfigurableApplicationContext context = start("server.address=0.0.0.0", "palate.security.mode=keys")) {
            assertThat(context.getBean(UsableKeys.class).isOpen()).isFalse();
        }
        assertThat(output.getOut().split("palate_[0-9a-f]{16}_[0-9a-f]{64}", -1))
                .hasSize(2);

        start("server.address=0.0.0.0", "palate.security.mode=keys").close();
        start("server.address=0.0.0.0").close();
        assertThat(output.getOut().split("palate_[0-9a-f]{16}_[0-9a-f]{64}", -1))
                .hasSize(2);
    }

    @Test
    void takesAndWritesFirstKeysAsFiles(CapturedOutput output) throws IOException {
        Path given = directory.resolve("metrics");
        Path written = directory.resolve("admin");
        KeyText metrics = KeyText.create();
        Files.writeString(given, metrics.reveal() + "\n");

        try (ConfigurableApplicationContext context = start(
                "palate.security.mode=keys",
                "palate.security.first-keys.admin=" + written,
                "palate.security.first-keys.metrics=" + given)) {
            UsableKeys ring = context.getBean(UsableKeys.class);
            assertThat(ring.find(metrics.reveal())).map(ApiKey::role).contains(Role.METRICS);
            assertThat(ring.find(Files.readString(written).strip()))
                    .map(ApiKey::role)
                    .contains(Role.ADMIN);
        }
        assertThat(Files.getPosixFilePermissions(written)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(output).doesNotContain(Files.readString(written).strip(), metrics.reveal());
    }

    private ConfigurableApplicationContext start(String... properties) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--spring.main.banner-mode=off"));
        Stream.of(database.properties(), properties).flatMap(Stream::of).forEach(value -> arguments.add("--" + value));
        return new SpringApplicationBuilder(PalateApplication.class).run(arguments.toArray(String[]::new));
    }
}
