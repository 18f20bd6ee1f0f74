package dev.palate;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Lets the service use the application context that {@code src/build/compile-context.sh} compiled into the jar, if there is one. Which beans
 * it has was decided by that script, with the settings of {@code application.yaml}. So it is used only if nothing is configured on which
 * that could depend: no profile, and no settings except those that have no influence on it. All sources of settings are known here.
 */
class CompiledContext implements EnvironmentPostProcessor {

    private static final String MARKER = "/META-INF/compiled-context.properties";
    private static final String ENABLED = "spring.aot.enabled";

    /** The settings that the script had, too. */
    private static final String OWN_FILE = "Config resource 'class path resource [application.yaml]'";

    /** The first words of all settings on which Spring Boot's conditions depend, in all lower case letters as below. */
    private static final List<String> OF_CONDITIONS = List.of("spring", "server", "management");

    /**
     * The beginnings of settings on which no condition depends. A test compares them with Spring Boot's conditions. Only letters and digits
     * are compared: environment variables contain no others.
     */
    private static final List<String> FREE = Stream.of(
                    "palate.",
                    "logging.",
                    "server.",
                    "spring.application.json",
                    "spring.application.name",
                    "spring.application.pid",
                    "spring.application.version",
                    "spring.config.additional-location",
                    "spring.config.import",
                    "spring.datasource.hikari.",
                    "spring.lifecycle.",
                    "spring.main.banner-mode",
                    "spring.servlet.multipart.max-",
                    "spring.ssl.bundle.")
            .map(SettingNames::letters)
            .toList();

    private static final String NOT_FREE = SettingNames.letters("server.forward-headers-strategy");

    private final Log log;

    CompiledContext(DeferredLogFactory logs) {
        this.log = logs.getLog(CompiledContext.class);
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String java = javaOfContext();
        boolean compiles = Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING);
        if (java == null || compiles || !isService(application)) {
            return;
        }
        String choice = environment.getProperty(ENABLED);
        Optional<String> obstacle = choice == null
                ? obstacle(environment, java)
                : Optional.of("%s is %s".formatted(ENABLED, choice)).filter(reason -> !Boolean.parseBoolean(choice));
        if (obstacle.isPresent()) {
            log.info("Starting without the compiled context: " + obstacle.get());
            return;
        }
        System.setProperty(ENABLED, "true"); // Spring reads no other source of this setting
        application.addInitializers(new CompiledContextBeans());
        log.info("Starting with the compiled context");
    }

    /** A command has a smaller context of its own, although it has the same main class, after which Spring names the compiled context. */
    static boolean isService(SpringApplication application) {
        return application.getMainApplicationClass() == PalateApplication.class
                && application.getAllSources().equals(Set.of(PalateApplication.class));
    }

    /** @param java the feature version of Java with which the context was compiled */
    static Optional<String> obstacle(ConfigurableEnvironment environment, String java) {
        if (Integer.parseInt(java) > environment.getRequiredProperty("java.specification.version", Integer.class)) {
            return Optional.of("it was compiled with Java " + java);
        }
        if (environment.getProperty("java.class.path", "").contains(File.pathSeparator)) {
            return Optional.of("the class path contains more than one file");
        }
        if (environment.getActiveProfiles().length > 0) {
            return Optional.of("the profile %s is active".formatted(environment.getActiveProfiles()[0]));
        }
        return environment.getPropertySources().stream()
                .filter(source -> !source.getName().startsWith(OWN_FILE))
                .flatMap(source -> obstacles(source).map(name -> "%s is set (%s)".formatted(name, source.getName())))
                .findFirst();
    }

    private static Stream<String> obstacles(PropertySource<?> source) {
        // Most system properties and variables are none of the service's; in a file or an argument, an unknown name is
        // an obstacle.
        boolean shared = source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)
                || source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        return SettingNames.of(source)
                .filter(name -> !isFree(name)
                        && (!shared || OF_CONDITIONS.stream().anyMatch(SettingNames.letters(name)::startsWith)));
    }

    /** Whether no condition of a bean depends on the setting of this name. */
    static boolean isFree(String name) {
        String letters = SettingNames.letters(name);
        return FREE.stream().anyMatch(letters::startsWith) && !letters.startsWith(NOT_FREE);
    }

    private static @Nullable String javaOfContext() {
        try (InputStream marker = CompiledContext.class.getResourceAsStream(MARKER)) {
            if (marker == null) {
                return null;
            }
            Properties properties = new Properties();
            properties.load(marker);
            return properties.getProperty("java");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
