package dev.palate.training;

import dev.palate.core.Algorithms;
import java.util.List;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The service with {@link StepAlgorithm} as its only algorithm. */
@TestConfiguration(proxyBeanMethods = false)
public class StepAlgorithmConfiguration {

    @Bean
    public StepAlgorithm stepAlgorithm() {
        return new StepAlgorithm();
    }

    @Bean
    @Primary
    Algorithms stepAlgorithms(StepAlgorithm step) {
        return new Algorithms(List.of(step));
    }
}
