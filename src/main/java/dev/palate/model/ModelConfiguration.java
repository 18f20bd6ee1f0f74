package dev.palate.model;

import dev.palate.core.Algorithms;
import dev.palate.model.provenance.Platform;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Defines beans of types that know nothing of Spring. */
@Configuration(proxyBeanMethods = false)
class ModelConfiguration {

    @Bean
    Algorithms algorithms() {
        return Algorithms.standard();
    }

    @Bean
    Platform platform(ObjectProvider<BuildProperties> build) {
        BuildProperties properties = build.getIfAvailable();
        return Platform.current(
                properties == null
                        ? "development"
                        : "%s of %s".formatted(properties.getVersion(), properties.getTime()));
    }
}
