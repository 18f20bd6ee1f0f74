package dev.palate.rule;

import org.jspecify.annotations.Nullable;

/** An expression with a purpose. Two rules of one kind are equal if their texts are. */
public abstract sealed class Rule permits Filter, Boost {

    private final Expression expression;

    Rule(Expression expression) {
        this.expression = expression;
    }

    public final Expression expression() {
        return expression;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Rule rule
                && getClass() == rule.getClass()
                && expression.text().equals(rule.expression.text());
    }

    @Override
    public final int hashCode() {
        return expression.text().hashCode();
    }

    /** The text of the expression. */
    @Override
    public final String toString() {
        return expression.text();
    }
}
