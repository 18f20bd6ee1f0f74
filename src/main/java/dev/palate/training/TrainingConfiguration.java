package dev.palate.training;

import dev.palate.core.auto.ContenderFamily;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Defines beans of types that know nothing of Spring. */
@Configuration(proxyBeanMethods = false)
class TrainingConfiguration {

    @Bean
    ContenderFamily contenderFamily() {
        return ContenderFamily.standard();
    }
}
