package dev.palate.database;

import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Gives Spring Boot's connection pool the address of the database. The pool depends on this bean, so Spring closes the pool and
 * everything that uses it before it stops an embedded server.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean
    JdbcConnectionDetails databaseConnection(DatabaseSettings settings) {
        return settings.outside() ? OutsidePostgres.check(settings) : EmbeddedPostgres.start(settings);
    }

    /** Wraps the pool in a {@link FailFastDataSource}. */
    @Bean
    static BeanPostProcessor failFast() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource pool ? new FailFastDataSource(pool) : bean;
            }
        };
    }
}
