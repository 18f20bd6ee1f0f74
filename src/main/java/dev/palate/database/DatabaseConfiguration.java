package dev.palate.database;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Tells Spring Boot's connection pool where to connect. The pool depends on this bean, so that Spring closes it, and
 * all that uses it, before it stops an embedded server.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean
    JdbcConnectionDetails databaseConnection(DatabaseSettings settings) {
        return settings.outside() ? OutsidePostgres.check(settings) : EmbeddedPostgres.start(settings);
    }
}
