package dev.palate.database;

import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
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

    /** Puts {@link FailFastDataSource} in front of the pool. */
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
