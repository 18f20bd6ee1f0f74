package dev.palate.database;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which PostgreSQL to use.
 *
 * @param url JDBC address of an outside server ({@code jdbc:postgresql://host:5432/name}); empty (default) starts the
 *     embedded one
 * @param user the outside server's user; empty (default) leaves it to the address
 * @param password that user's password; empty by default
 * @param directory where the embedded server keeps everything; default {@code ./data/postgres}
 * @param port the embedded server's port on the loopback address, 0..65535; default 0, any free one
 * @param startTimeout how long the embedded server may take to start, crash recovery included; default 5 minutes
 */
@Validated
@ConfigurationProperties("palate.database")
record DatabaseSettings(
        @DefaultValue("")
        @Pattern(regexp = "|jdbc:postgresql:.+", message = "must look like jdbc:postgresql://host:5432/name")
        String url,

        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("./data/postgres") Path directory,
        @DefaultValue("0") @Min(0) @Max(65535) int port,
        @DefaultValue("5m") Duration startTimeout) {

    boolean outside() {
        return !url.isBlank();
    }
}
