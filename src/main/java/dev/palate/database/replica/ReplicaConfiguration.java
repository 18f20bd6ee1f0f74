package dev.palate.database.replica;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the sessions of the connection pool the name of the replica, and publishes whether it is alone. */
@Configuration(proxyBeanMethods = false)
class ReplicaConfiguration {

    @Bean
    static MeterBinder aloneness(ObjectProvider<Replicas> replicas) {
        return registry -> Gauge.builder("palate.replica.alone", replicas, found -> isAlone(found.getObject()) ? 1 : 0)
                .description("Whether this process is the only replica")
                .register(registry);
    }

    private static boolean isAlone(Replicas replicas) {
        return replicas.alonePeriod() != Replicas.NOT_ALONE;
    }

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
