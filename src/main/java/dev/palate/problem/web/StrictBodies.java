package dev.palate.problem.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Refuses fields of request bodies that an endpoint does not have, fields that are given twice, and halves of surrogate pairs; stored JSON
 * may have fields of other versions. Bodies are JSON only: springdoc brings a library of YAML, for which Spring would register a converter without the limits of JSON.
 */
@Configuration(proxyBeanMethods = false)
class StrictBodies implements WebMvcConfigurer {

    private final JsonMapper json;

    StrictBodies(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        JsonMapper strict = json.rebuild()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .addModule(new SimpleModule("whole characters").addDeserializer(String.class, new WholeCharacters()))
                .build();
        builder.withJsonConverter(new JacksonJsonHttpMessageConverter(strict))
                .configureMessageConvertersList(converters -> converters.removeIf(
                        converter -> converter.getSupportedMediaTypes().contains(MediaType.APPLICATION_YAML)));
    }
}
