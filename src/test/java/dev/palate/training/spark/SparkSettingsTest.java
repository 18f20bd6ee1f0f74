package dev.palate.training.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

class SparkSettingsTest {

    /** After kill -9 of the service, the next attempt of the job finds and at last deletes what the first one has left. */
    @Test
    void theDefaultFolderIsTheSameForAllAttempts() {
        SparkSettings settings = Binder.get(new MockEnvironment()).bindOrCreate("palate.spark", SparkSettings.class);
        assertThat(settings.state().normalize()).isEqualTo(Path.of("data/spark"));
        assertThat(settings.submitCommand()).isEmpty();
    }
}
