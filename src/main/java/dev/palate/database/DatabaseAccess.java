package dev.palate.database;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;

/**
 * Provides the service's database to a command. The command shares the embedded server of a running Palate; if none is running, the
 * server is started for the duration of the command. The class is imported by name: a component scan must not find it.
 */
@EnableConfigurationProperties(DatabaseSettings.class)
public class DatabaseAccess {

    @Bean
    JdbcConnectionDetails databaseConnection(DatabaseSettings settings) {
        return settings.outside()
                ? OutsidePostgres.check(settings)
                : EmbeddedPostgres.findRunning(settings)
                        .<JdbcConnectionDetails>map(running -> running)
                        .orElseGet(() -> EmbeddedPostgres.start(settings));
    }
}
