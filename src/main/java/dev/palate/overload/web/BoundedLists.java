package dev.palate.overload.web;

import dev.palate.overload.InvalidListException;
import dev.palate.problem.DomainProblem.FieldProblem;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.type.CollectionType;

/**
 * Reads the lists of bodies that have a {@link Size}. The body is refused at the first element beyond the maximum, and at the
 * {@value #MOST_PROBLEMS}th problem of the elements, so Bean Validation never meets a long list of invalid elements: each of
 * its violations takes about 4 KB.
 */
final class BoundedLists extends ValueDeserializerModifier {

    private static final long serialVersionUID = 1L;
    private static final int MOST_PROBLEMS = 100;

    private final transient Validator validator;

    BoundedLists(Validator validator) {
        this.validator = validator;
    }

    @Override
    public ValueDeserializer<?> modifyCollectionDeserializer(
            DeserializationConfig config,
            CollectionType type,
            BeanDescription.Supplier description,
            ValueDeserializer<?> deserializer) {
        return new ContextualDeserializer(type, deserializer);
    }

    /** Decides for each property whether its list is bounded. */
    private final class ContextualDeserializer extends ValueDeserializer<Object> {

        private final CollectionType type;
        private final ValueDeserializer<?> unbounded;

        ContextualDeserializer(CollectionType type, ValueDeserializer<?> unbounded) {
            this.type = type;
            this.unbounded = unbounded;
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
            if (property == null || property.getAnnotation(Size.class) == null) {
                return unbounded.createContextual(context, property);
            }
            return new BoundedDeserializer(
                    type,
                    context.findContextualValueDeserializer(type.getContentType(), property),
                    property.getName(),
                    property.getAnnotation(Size.class).max());
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            return unbounded.deserialize(parser, context);
        }
    }

    private final class BoundedDeserializer extends ValueDeserializer<Object> {

        private final JavaType type;
        private final ValueDeserializer<Object> elements;
        private final String field;
        private final int limit;

        BoundedDeserializer(JavaType type, ValueDeserializer<Object> elements, String field, int limit) {
            this.type = type;
            this.elements = elements;
            this.field = field;
            this.limit = limit;
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.isExpectedStartArrayToken()) {
                return context.handleUnexpectedToken(type, parser);
            }
            List<@Nullable Object> list = new ArrayList<>();
            List<FieldProblem> problems = new ArrayList<>();
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                if (list.size() == limit) {
                    throw InvalidListException.tooLong(field, limit);
                }
                Object element = read(token, parser, context, list.size());
                addProblems(element, field + "[" + list.size() + "]", problems);
                list.add(element);
            }
            return list;
        }

        private @Nullable Object read(JsonToken token, JsonParser parser, DeserializationContext context, int index) {
            try {
                return token == JsonToken.VALUE_NULL ? null : elements.deserialize(parser, context);
            } catch (JacksonException e) {
                throw e.prependPath(type, index);
            }
        }

        private void addProblems(@Nullable Object element, String path, List<FieldProblem> problems) {
            if (element == null) {
                problems.add(new FieldProblem(path, "must not be null"));
            } else if (element instanceof Record) {
                validator.validate(element).stream()
                        .map(violation ->
                                new FieldProblem(path + "." + violation.getPropertyPath(), violation.getMessage()))
                        .sorted(Comparator.comparing(FieldProblem::field).thenComparing(FieldProblem::message))
                        .forEach(problems::add);
            }
            if (problems.size() >= MOST_PROBLEMS) {
                throw InvalidListException.invalid(field, problems.subList(0, MOST_PROBLEMS));
            }
        }
    }
}
