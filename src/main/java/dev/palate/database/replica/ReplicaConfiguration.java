package dev.palate.database.replica;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the sessions of the connection pool the name of the replica. */
@Configuration(proxyBeanMethods = false)
class ReplicaConfiguration {

    @Bean
    static BeanPostProcessor namedSessions(ObjectProvider<ReplicaName> name) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String beanName) {
                if (bean instanceof HikariDataSource pool) {
                    pool.addDataSourceProperty(
                            "ApplicationName", name.getObject().ofSessions());
                }
                return bean;
            }
        };
    }
}
