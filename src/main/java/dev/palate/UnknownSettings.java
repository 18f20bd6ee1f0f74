package dev.palate;

import dev.palate.core.hyperparameter.NearestName;
import dev.palate.job.settings.ReplacedSettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Warns of settings of Palate that do not exist, most of which are misspelt, and which have no effect. The compiler writes the names of
 * those that exist into the jar. Of environment variables, only those in a group of settings are reported, such as {@code
 * PALATE_LIMITS_...}: others, such as {@code PALATE_HOME}, can belong to other programs.
 */
@Component
class UnknownSettings {

    private static final Logger log = LoggerFactory.getLogger(UnknownSettings.class);
    private static final String PREFIX = "palate.";
    private static final String METADATA = "META-INF/spring-configuration-metadata.json";

    private final ConfigurableEnvironment environment;
    private final JsonMapper json;

    UnknownSettings(ConfigurableEnvironment environment, JsonMapper json) {
        this.environment = environment;
        this.json = json;
    }

    /** Once, after the start, which neither waits for this nor fails with it. */
    @Scheduled(initialDelay = 2, timeUnit = TimeUnit.SECONDS)
    void report() throws IOException {
        ClassPathResource metadata = new ClassPathResource(METADATA);
        if (metadata.exists()) { // not if the classes were compiled without annotation processors
            try (InputStream content = metadata.getInputStream()) {
                describe(environment, json.readTree(content)).forEach(log::warn);
            }
        }
    }

    /**
     * One sentence for each unknown name.
     *
     * @param metadata in Spring Boot's format
     */
    static List<String> describe(ConfigurableEnvironment environment, JsonNode metadata) {
        List<JsonNode> settings = metadata.path("properties").valueStream().toList();
        List<String> known = settings.stream()
                .map(UnknownSettings::name)
                .filter(name -> name.startsWith(PREFIX))
                .toList();
        if (known.isEmpty()) {
            return List.of(); // the metadata of another library, which is earlier on the class path
        }
        List<String> exact = Stream.concat(known.stream(), ReplacedSettings.names().stream())
                .map(SettingNames::letters)
                .toList();
        List<String> withEntries = settings.stream()
                .filter(setting -> setting.path("type").asString().matches("java\\.util\\.(List|Map)<.*"))
                .map(UnknownSettings::name)
                .toList();
        List<String> groups =
                metadata.path("groups").valueStream().map(UnknownSettings::name).toList();

        List<String> sentences = new ArrayList<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            SettingNames.of(source)
                    .sorted()
                    .filter(name -> isOfPalate(name, source, groups))
                    .filter(name -> !exact.contains(SettingNames.letters(name))
                            && withEntries.stream().noneMatch(setting -> isInside(name, setting)))
                    .map(name -> "The setting %s has no effect: it %s (%s)"
                            .formatted(name, NearestName.describe(name.replace('_', '.'), known), source.getName()))
                    .forEach(sentences::add);
        }
        return sentences;
    }

    private static boolean isOfPalate(String name, PropertySource<?> source, List<String> groups) {
        return source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)
                ? groups.stream().anyMatch(group -> isInside(name, group))
                : name.startsWith(PREFIX);
    }

    /** Whether the name continues that of a group, a list or a map. */
    private static boolean isInside(String name, String outer) {
        String anyForm = SettingNames.letters(outer).replaceAll("(?!^).", "[^a-z0-9]*$0");
        return name.toLowerCase(Locale.ROOT).matches(anyForm + "[._\\[].*");
    }

    private static String name(JsonNode entry) {
        return entry.path("name").asString();
    }
}
