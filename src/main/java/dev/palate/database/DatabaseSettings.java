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
 * The PostgreSQL server to use.
 *
 * @param url JDBC address of an outside server ({@code jdbc:postgresql://host:5432/name}); if it is empty (default), Palate
 *     starts the embedded server
 * @param user user of the outside server; if it is empty (default), the address names the user
 * @param password password of that user; empty by default
 * @param directory folder of the embedded server's data and programs; default {@code ./data/postgres}
 * @param port port of the embedded server on the loopback address, 0..65535; default 0, any free port
 * @param startTimeout time limit for the start of the embedded server, crash recovery included; default 5 minutes
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
