package dev.palate.job.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.logging.impl.NoOpLog;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ReplacedSettingsTest {

    private final List<String> warnings = new ArrayList<>();

    @Test
    void oldNamesStillWorkAndAreReported() {
        StandardEnvironment environment = process(Map.of(
                "palate.training.stalled-starts",
                "4",
                "palate.training.retryDelay",
                "7s",
                "palate.imports.poll",
                "3s"));

        assertThat(environment.getProperty("palate.jobs.stalled-attempts")).isEqualTo("4");
        assertThat(environment.getProperty("palate.jobs.retry-delay")).isEqualTo("7s");
        assertThat(environment.getProperty("palate.jobs.poll")).isEqualTo("3s");
        assertThat(warnings)
                .containsExactlyInAnyOrder(
                        "The setting palate.training.stalled-starts is replaced by palate.jobs.stalled-attempts",
                        "The setting palate.training.retry-delay is replaced by palate.jobs.retry-delay",
                        "The setting palate.imports.poll is replaced by palate.jobs.poll");
    }

    @Test
    void newNamesTakePrecedence() {
        StandardEnvironment environment = process(Map.of("palate.training.attempts", "9", "palate.jobs.attempts", "2"));

        assertThat(environment.getProperty("palate.jobs.attempts")).isEqualTo("2");
        assertThat(warnings)
                .containsExactly("The setting palate.training.attempts is replaced by palate.jobs.attempts,"
                        + " which is given as well and applies");
    }

    @Test
    void theNameOfTrainingTakesPrecedenceOverThatOfImports() {
        StandardEnvironment environment =
                process(Map.of("palate.training.heartbeat", "1s", "palate.imports.heartbeat", "2s"));

        assertThat(environment.getProperty("palate.jobs.heartbeat")).isEqualTo("1s");
        assertThat(warnings).hasSize(2);
    }

    @Test
    void environmentVariablesAreReadToo() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.of("PALATE_TRAINING_LISTENERS", "5")));
        postProcess(environment);

        assertThat(environment.getProperty("palate.jobs.listeners")).isEqualTo("5");
    }

    @Test
    void saysNothingWithoutOldNames() {
        process(Map.of("palate.training.concurrency", "2", "palate.jobs.poll", "1s"));

        assertThat(warnings).isEmpty();
    }

    private StandardEnvironment process(Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        postProcess(environment);
        return environment;
    }

    private void postProcess(StandardEnvironment environment) {
        new ReplacedSettings(destination -> new NoOpLog() {
                    @Override
                    public void warn(Object message) {
                        warnings.add(message.toString());
                    }
                })
                .postProcessEnvironment(environment, new SpringApplication());
    }
}
