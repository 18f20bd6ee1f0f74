package dev.palate.overload.web;

import jakarta.validation.Validator;
import java.util.List;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Bounds the memory that a body of JSON takes while it is read. */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {

    /** A batch of 100,000 ratings has ten tokens for each of them. */
    static final int MOST_TOKENS = 1_100_000;

    private static final int LONGEST_TEXT = 100_000;
    private static final int LONGEST_NAME = 1_000;

    @Bean
    @Scope("prototype")
    JsonMapper.Builder jsonMapperBuilder(List<JsonMapperBuilderCustomizer> customizers) {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxTokenCount(MOST_TOKENS)
                .maxStringLength(LONGEST_TEXT)
                .maxNameLength(LONGEST_NAME)
                .build();
        JsonMapper.Builder builder = JsonMapper.builder(
                JsonFactory.builder().streamReadConstraints(constraints).build());
        customizers.forEach(customizer -> customizer.customize(builder));
        return builder;
    }

    @Bean
    JacksonModule boundedLists(Validator validator) {
        return new SimpleModule("bounded lists").setDeserializerModifier(new BoundedLists(validator));
    }
}
