package dev.palate.training.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

class SubmitCommandTest {

    @Test
    void splitsATextAtBlanksOutsideOfQuotesAndKeepsCommas() throws Exception {
        assertThat(command(
                                "palate.spark.submit-command: \"spark-submit --jars a.jar,b.jar  --conf 'x=y z' run {order}\"")
                        .arguments(Map.of("order", "/tmp/an order")))
                .containsExactly("spark-submit", "--jars", "a.jar,b.jar", "--conf", "x=y z", "run", "/tmp/an order");
    }

    @Test
    void takesAListAsItIs() throws Exception {
        assertThat(command(
                                "palate.spark.submit-command: ['/opt/my spark/submit', '--out={output}', '{state}', '{other}']")
                        .arguments(Map.of("output", "o", "state", "s")))
                .containsExactly("/opt/my spark/submit", "--out=o", "s", "{other}");
    }

    @Test
    void isNotConfiguredByDefaultAndByAnEmptyText() throws Exception {
        assertThat(command("other: 1").isConfigured()).isFalse();
        assertThat(command("palate.spark.submit-command: ''").isConfigured()).isFalse();
        assertThat(command("palate.spark.submit-command: run").isConfigured()).isTrue();
    }

    private static SubmitCommand command(String yaml) throws Exception {
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("test", new ByteArrayResource(yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .forEach(environment.getPropertySources()::addFirst);
        SparkSettings settings = Binder.get(environment).bindOrCreate("palate.spark", SparkSettings.class);
        return new SubmitCommand(environment, settings);
    }
}
