package dev.palate.training;

import dev.palate.core.Algorithms;
import dev.palate.core.auto.ContenderFamily;
import dev.palate.core.itemknn.ItemKnn;
import dev.palate.core.popularity.Popularity;
import dev.palate.core.training.Algorithm;
import java.util.List;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * The service with three algorithms, among which automatic trainings choose in this order: popularity, neighbours and
 * {@link StepAlgorithm}. Of two groups of users that like different items only neighbours know.
 */
@TestConfiguration(proxyBeanMethods = false)
public class StepFamilyConfiguration {

    @Bean
    public StepAlgorithm stepAlgorithm() {
        return new StepAlgorithm();
    }

    @Bean
    @Primary
    Algorithms smallAlgorithms(StepAlgorithm step) {
        return new Algorithms(members(step));
    }

    @Bean
    @Primary
    ContenderFamily smallFamily(StepAlgorithm step) {
        return new ContenderFamily(members(step));
    }

    private static List<Algorithm<?>> members(StepAlgorithm step) {
        return List.of(new Popularity(), new ItemKnn(), step);
    }
}
