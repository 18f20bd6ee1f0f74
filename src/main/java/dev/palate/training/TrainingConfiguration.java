package dev.palate.training;

import dev.palate.core.auto.ContenderFamily;
import dev.palate.core.memory.MemoryReservations;
import dev.palate.core.memory.MemoryState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Defines beans of types that know nothing of Spring. */
@Configuration(proxyBeanMethods = false)
class TrainingConfiguration {

    @Bean
    ContenderFamily contenderFamily() {
        return ContenderFamily.standard();
    }

    /** The memory that jobs divide among them. */
    @Bean
    MemoryReservations trainingMemoryReservations() {
        return new MemoryReservations(MemoryState.Source.THIS_PROCESS);
    }
}
