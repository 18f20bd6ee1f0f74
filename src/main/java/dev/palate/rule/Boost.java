package dev.palate.rule;

import org.jspecify.annotations.Nullable;

/** A rule that weighs items with a factor. Two boosts are equal if their texts are. */
public final class Boost {

    public static final double LEAST = 0.001;
    public static final double MOST = 1000;

    private final Expression expression;

    Boost(Expression expression) {
        this.expression = expression;
    }

    /** An equal boost that cannot be evaluated and needs no more memory than its text. */
    public Boost text() {
        return new Boost(expression.withoutProgram());
    }

    public Expression expression() {
        return expression;
    }

    /**
     * The factor of the item, {@value #LEAST} to {@value #MOST}: a smaller or greater value of the expression counts as the nearest of
     * these. The factor is 1 if the expression is unknown, fails, or is no number.
     */
    public double factor(Subject item, Context context, Failures failures) {
        Object value = expression.value(item, context, failures);
        if (!(value instanceof Number number) || Double.isNaN(number.doubleValue())) {
            return 1;
        }
        return Math.min(MOST, Math.max(LEAST, number.doubleValue()));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Boost boost && expression.text().equals(boost.expression.text());
    }

    @Override
    public int hashCode() {
        return expression.text().hashCode();
    }

    @Override
    public String toString() {
        return expression.text();
    }
}
