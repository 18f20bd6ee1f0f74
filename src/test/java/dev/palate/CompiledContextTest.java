package dev.palate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnJava;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.MethodMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

class CompiledContextTest {

    private static final String JAVA = "21";

    private final StandardEnvironment environment = new StandardEnvironment();
    private final MutablePropertySources sources = environment.getPropertySources();

    CompiledContextTest() {
        put("systemProperties", Map.of("java.specification.version", JAVA, "java.class.path", "palate.jar"));
        put("systemEnvironment", Map.of("PATH", "/bin", "LANG", "C"));
        sources.addLast(new MapPropertySource(
                "Config resource 'class path resource [application.yaml]' via location 'optional:classpath:/'",
                Map.of("spring.threads.virtual.enabled", "true")));
    }

    @Test
    void isUsedWithTheSettingsOfTheImage() {
        put(
                "systemEnvironment",
                Map.of(
                        "SERVER_ADDRESS", "0.0.0.0",
                        "PALATE_DATABASE_URL", "jdbc:postgresql://db/palate",
                        "SPRING_CONFIG_IMPORT", "configtree:/run/palate/",
                        "LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs",
                        "SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE", "60",
                        "SPRING_SERVLET_MULTIPART_MAXFILESIZE", "1GB"));
        sources.addLast(new MapPropertySource("Config tree '/run/palate'", Map.of("palate.database.password", "p")));

        assertThat(CompiledContext.obstacle(environment, JAVA)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SPRING_MAIN_LAZY_INITIALIZATION",
                "SERVER_FORWARD_HEADERS_STRATEGY",
                "SERVER_FORWARDHEADERSSTRATEGY",
                "MANAGEMENT_SERVER_PORT",
                "SPRINGDOC_APIDOCS_ENABLED",
                "spring.threads.virtual.enabled",
                "management.endpoints.web.exposure.include"
            })
    void isNotUsedWithSettingsThatMayChangeTheBeans(String name) {
        put("systemEnvironment", Map.of(name, "x"));
        assertThat(CompiledContext.obstacle(environment, JAVA)).hasValue(name + " is set (systemEnvironment)");
        put("systemEnvironment", Map.of());
        put("systemProperties", Map.of("java.specification.version", JAVA, name, "x"));
        assertThat(CompiledContext.obstacle(environment, JAVA)).hasValue(name + " is set (systemProperties)");
    }

    @Test
    void isNotUsedWithUnknownNamesInFilesAndArguments() {
        sources.addLast(new MapPropertySource("Config resource 'file [config/application.yaml]'", Map.of("my.own", 1)));

        assertThat(CompiledContext.obstacle(environment, JAVA))
                .hasValue("my.own is set (Config resource 'file [config/application.yaml]')");
    }

    @Test
    void isNotUsedWithProfilesOtherLibrariesOrAnEarlierJava() {
        assertThat(CompiledContext.obstacle(environment, "17")).isEmpty();
        assertThat(CompiledContext.obstacle(environment, "25")).hasValue("it was compiled with Java 25");
        environment.addActiveProfile("demo");
        assertThat(CompiledContext.obstacle(environment, JAVA)).hasValue("the profile demo is active");
        put(
                "systemProperties",
                Map.of("java.specification.version", JAVA, "java.class.path", "a.jar" + File.pathSeparator + "b.jar"));
        assertThat(CompiledContext.obstacle(environment, JAVA)).hasValue("the class path contains more than one file");
    }

    /** Commands start contexts of their own, and Spring names the compiled context after the class with the main method. */
    @Test
    void isUsedOnlyForTheService() {
        SpringApplication service = new SpringApplication(PalateApplication.class);
        service.setMainApplicationClass(PalateApplication.class);
        assertThat(CompiledContext.isService(service)).isTrue();
        SpringApplication command = new SpringApplication(CompiledContextTest.class);
        command.setMainApplicationClass(PalateApplication.class);
        assertThat(CompiledContext.isService(command)).isFalse();
    }

    /** A new version of a library can have new conditions. */
    @Test
    void noConditionDependsOnASettingThatIsFree() throws Exception {
        Set<String> names = new TreeSet<>();
        for (String pattern : new String[] {"org/springframework/boot/**/autoconfigure", "org/springdoc"}) {
            metadata("classpath*:" + pattern + "/**/*.class")
                    .flatMap(CompiledContextTest::annotations)
                    .forEach(all -> {
                        all.stream(ConditionalOnProperty.class).forEach(annotation -> addNames(annotation, names));
                        all.stream(ConditionalOnBooleanProperty.class)
                                .forEach(annotation -> addNames(annotation, names));
                    });
        }

        assertThat(names).contains("spring.aop.auto", "server.forward-headers-strategy", "springdoc.show-actuator");
        assertThat(names).noneMatch(CompiledContext::isFree);
    }

    /** A context that is compiled on one version of Java is used on later ones: {@link ThreadConfiguration} replaces these beans. */
    @Test
    void noConditionDependsOnTheVersionOfJavaExceptThoseOfThreads() throws Exception {
        Stream<String> names = metadata("classpath*:org/springframework/boot/**/autoconfigure/**/*.class")
                .filter(type -> annotations(type)
                        .anyMatch(all ->
                                all.isPresent(ConditionalOnThreading.class) || all.isPresent(ConditionalOnJava.class)))
                .map(type -> type.getClassMetadata().getClassName().replaceAll(".*[.]", ""));

        // The jar has no registry for OTLP.
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "OtlpMetricsExportAutoConfiguration",
                        "TaskExecutorConfigurations$SimpleAsyncTaskExecutorBuilderConfiguration",
                        "TaskExecutorConfigurations$TaskExecutorConfiguration",
                        "TaskSchedulingConfigurations$SimpleAsyncTaskSchedulerBuilderConfiguration",
                        "TaskSchedulingConfigurations$TaskSchedulerConfiguration",
                        "TomcatWebServerConfiguration");
    }

    /** Palate's own settings are all free. Profiles are obstacles. */
    @Test
    void noBeanOfPalateHasAConditionExceptProfiles() throws Exception {
        assertThat(metadata("classpath*:dev/palate/**/*.class").flatMap(CompiledContextTest::annotations))
                .noneMatch(all -> all.stream(Conditional.class).anyMatch(condition -> !isProfile(condition)));
    }

    private static boolean isProfile(MergedAnnotation<Conditional> condition) {
        return condition.getRoot().getType().getSimpleName().equals("Profile");
    }

    private static void addNames(MergedAnnotation<?> condition, Set<String> names) {
        String prefix = condition.getString("prefix");
        Stream.of("value", "name")
                .flatMap(attribute -> Stream.of(condition.getStringArray(attribute)))
                .forEach(name -> names.add(prefix.isEmpty() ? name : prefix + "." + name));
    }

    private static Stream<MergedAnnotations> annotations(MetadataReader type) {
        return Stream.concat(
                Stream.of(type.getAnnotationMetadata().getAnnotations()),
                type.getAnnotationMetadata().getDeclaredMethods().stream().map(MethodMetadata::getAnnotations));
    }

    private static Stream<MetadataReader> metadata(String pattern) throws Exception {
        MetadataReaderFactory factory = MetadataReaderFactory.create((ClassLoader) null);
        Stream.Builder<MetadataReader> readers = Stream.builder();
        for (Resource type : new PathMatchingResourcePatternResolver().getResources(pattern)) {
            readers.add(factory.getMetadataReader(type));
        }
        return readers.build();
    }

    private void put(String source, Map<String, Object> settings) {
        sources.replace(source, new MapPropertySource(source, settings));
    }
}
