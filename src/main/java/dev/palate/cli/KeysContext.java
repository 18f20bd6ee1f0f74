package dev.palate.cli;

import dev.palate.database.DatabaseAccess;
import dev.palate.security.KeyIssuer;
import dev.palate.security.KeyManagement;
import java.time.Clock;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The part of the service that manages keys: the database without web server and jobs. */
@Import({DatabaseAccess.class, KeyManagement.class})
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    HibernateJpaAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    FlywayAutoConfiguration.class
})
class KeysContext {

    private static final Map<String, Object> SETTINGS = Map.of(
            "spring.main.banner-mode", "off",
            "spring.datasource.hikari.maximum-pool-size", "2",
            "logging.config", "classpath:logback-cli.xml");

    static int call(ToIntFunction<KeyIssuer> work) {
        // The other commands use this property; Spring Boot has its own setting, above, and warns about this one.
        System.clearProperty("logback.configurationFile");
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(KeysContext.class)
                .web(WebApplicationType.NONE)
                .properties(SETTINGS)
                .run()) {
            return work.applyAsInt(context.getBean(KeyIssuer.class));
        }
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
