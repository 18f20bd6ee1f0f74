package dev.palate.rule;

import dev.cel.runtime.CelAttribute;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.CelVariableResolver;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A checked expression over an item, a user and the current time. Immutable.
 *
 * <p>What the item or the user lacks is <em>unknown</em>, as in SQL: a comparison with it is unknown, {@code false && unknown} is false,
 * and {@code true || unknown} is true. CEL's own rule, an error, would cost an exception for each item.
 */
public final class Expression {

    private static final Optional<Object> UNKNOWN = Optional.of(CelUnknownSet.create(CelAttribute.create("unknown")));

    private final String text;
    private final CelRuntime.@Nullable Program program;
    private final Set<String> variables;

    /**
     * @param program null: the expression can be compared, but not evaluated
     * @param variables the variables that the expression reads
     */
    Expression(String text, CelRuntime.@Nullable Program program, Set<String> variables) {
        this.text = text;
        this.program = program;
        this.variables = Set.copyOf(variables);
    }

    Expression withoutProgram() {
        return new Expression(text, null, variables);
    }

    public String text() {
        return text;
    }

    /** Whether the value can differ between users. */
    public boolean readsUser() {
        return variables.contains(Declarations.USER);
    }

    /** Whether the value can change with time. */
    public boolean readsTime() {
        return variables.contains(Declarations.NOW);
    }

    /** The value; null if it is unknown or the evaluation fails, which {@code failures} counts. */
    @Nullable
    Object value(Subject item, Context context, Failures failures) {
        if (program == null) {
            throw new IllegalStateException("the expression is a text only: " + text);
        }
        CelVariableResolver resolver = name -> variable(name, item, context);
        try {
            Object value = program.eval(resolver);
            return value instanceof CelUnknownSet ? null : value;
        } catch (CelEvaluationException e) {
            failures.add(e.getMessage());
            return null;
        }
    }

    private static Optional<Object> variable(String name, Subject item, Context context) {
        if (name.equals(Declarations.NOW)) {
            return Optional.of(context.now());
        }
        if (name.startsWith(Presence.PREFIX)) {
            return Optional.of(read(name.substring(Presence.PREFIX.length()), item, context) != null);
        }
        Object value = read(name, item, context);
        return value == null ? UNKNOWN : Optional.of(value);
    }

    private static @Nullable Object read(String name, Subject item, Context context) {
        boolean ofItem = name.startsWith(Declarations.ITEM);
        Subject facts = ofItem ? item : context.user();
        if (facts == null) {
            return null;
        }
        int from = (ofItem ? Declarations.ITEM : Declarations.USER).length() + 1;
        if (!name.startsWith(Declarations.ATTRIBUTES, from)) {
            return facts.field(name.substring(from));
        }
        int attribute = from + Declarations.ATTRIBUTES.length() + 1;
        return attribute > name.length()
                ? facts.attributes().values()
                : facts.attributes().get(name.substring(attribute));
    }
}
