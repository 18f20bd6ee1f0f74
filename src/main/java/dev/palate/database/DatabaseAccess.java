package dev.palate.database;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;

/**
 * The service's database for a command beside it. The embedded server of a running Palate is shared with it; where none runs,
 * it is started for as long as the command takes. Imported by name: a scan must not find it.
 */
@EnableConfigurationProperties(DatabaseSettings.class)
public class DatabaseAccess {

    @Bean
    JdbcConnectionDetails databaseConnection(DatabaseSettings settings) {
        return settings.outside()
                ? OutsidePostgres.check(settings)
                : RunningPostgres.find(settings)
                        .<JdbcConnectionDetails>map(running -> running)
                        .orElseGet(() -> EmbeddedPostgres.start(settings));
    }
}
