package dev.palate.core.hyperparameter;

import dev.palate.core.hyperparameter.InvalidHyperparametersException.Violation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A record class of hyper-parameters: reads its values from a flat map, in which nested records leave no trace. */
final class ParameterGroup<R extends Record> {

    private final Constructor<R> constructor;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, ParameterGroup<?>> groups = new HashMap<>();

    /**
     * @param owner from a record of the outermost class to the one of {@code type} in it
     * @param redefined what outer records replace, by name
     */
    ParameterGroup(Class<R> type, UnaryOperator<Record> owner, Map<String, Redefine> redefined) {
        RecordComponent[] components = type.getRecordComponents();
        for (RecordComponent component : components) {
            if (component.getType().isRecord()) {
                addGroup(component, owner, redefined);
            } else {
                add(new Parameter(component, owner, redefined.get(component.getName())));
            }
        }
        constructor = canonicalConstructor(type, components);
    }

    private void addGroup(RecordComponent component, UnaryOperator<Record> owner, Map<String, Redefine> redefined) {
        Map<String, Redefine> inner = new HashMap<>();
        for (Redefine redefine : component.getAnnotationsByType(Redefine.class)) {
            inner.put(redefine.name(), redefine);
        }
        Set<String> own = Set.copyOf(inner.keySet());
        inner.putAll(redefined);
        component.getAccessor().setAccessible(true);
        ParameterGroup<?> group = new ParameterGroup<>(
                component.getType().asSubclass(Record.class),
                outer -> (Record) Parameter.value(component, owner.apply(outer)),
                inner);
        if (!group.parameters.keySet().containsAll(own)) {
            throw new IllegalArgumentException(
                    component + " redefines a hyper-parameter that it does not have: " + own);
        }
        groups.put(component.getName(), group);
        group.parameters.values().forEach(this::add);
    }

    private void add(Parameter parameter) {
        if (parameters.putIfAbsent(parameter.name(), parameter) != null) {
            throw new IllegalArgumentException("two hyper-parameters are named " + parameter.name());
        }
    }

    /** All parameters by name, those of nested records at the place of their component. */
    Map<String, Parameter> parameters() {
        return parameters;
    }

    /**
     * The record with these values.
     *
     * @throws InvalidHyperparametersException if the record or a nested one refuses the combination
     */
    R construct(Map<String, Object> values) {
        Object[] arguments = Arrays.stream(constructor.getDeclaringClass().getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> groups.containsKey(name) ? groups.get(name).construct(values) : values.get(name))
                .toArray();
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException cause) {
                throw new InvalidHyperparametersException(
                        List.of(new Violation("hyperparameters", String.valueOf(cause.getMessage()))));
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <R extends Record> Constructor<R> canonicalConstructor(Class<R> type, RecordComponent[] components) {
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<R> found = type.getDeclaredConstructor(types);
            found.setAccessible(true);
            return found;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
