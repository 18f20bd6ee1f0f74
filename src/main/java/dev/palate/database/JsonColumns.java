package dev.palate.database;

import java.util.Map;
import org.hibernate.cfg.MappingSettings;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.format.FormatMapper;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Converts the {@code jsonb} attributes of entities with the service's own mapper. Hibernate 7.2 itself supports only Jackson 2,
 * which ignores the annotations and settings of Jackson 3. A {@code String} attribute holds the text of the document.
 */
@Component
final class JsonColumns implements FormatMapper, HibernatePropertiesCustomizer {

    private final JsonMapper json;

    JsonColumns(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void customize(Map<String, Object> properties) {
        properties.put(MappingSettings.JSON_FORMAT_MAPPER, this);
    }

    @Override
    public <T> T fromString(CharSequence text, JavaType<T> type, WrapperOptions options) {
        return type.getJavaTypeClass() == String.class
                ? type.getJavaTypeClass().cast(text.toString())
                : json.readValue(text.toString(), json.constructType(type.getJavaType()));
    }

    @Override
    public <T> String toString(T value, JavaType<T> type, WrapperOptions options) {
        return value instanceof String text
                ? text
                : json.writerFor(json.constructType(type.getJavaType())).writeValueAsString(value);
    }
}
