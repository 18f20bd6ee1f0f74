package dev.palate.core.hyperparameter;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;

/** The kind of a hyper-parameter's values, which the type of its component determines. */
enum ParameterKind {
    INTEGER,
    NUMBER,
    BOOLEAN,
    CHOICE,
    INTEGERS,
    TEXTS;

    /** The name in {@link HyperparameterSpec#kind}. */
    String published() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if no hyper-parameter can have this type */
    static ParameterKind of(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == int.class || type == long.class) {
            return INTEGER;
        }
        if (type == float.class || type == double.class) {
            return NUMBER;
        }
        if (type == boolean.class) {
            return BOOLEAN;
        }
        if (type.isEnum()) {
            return CHOICE;
        }
        Type generic = component.getGenericType();
        if (type == List.class && generic instanceof ParameterizedType list) {
            Type element = list.getActualTypeArguments()[0];
            if (element == Integer.class) {
                return INTEGERS;
            }
            if (element == String.class) {
                return TEXTS;
            }
        }
        throw new IllegalArgumentException(component + ": no hyper-parameter can have this type");
    }
}
