package dev.palate.rule;

/** A rule that selects items. */
public final class Filter extends Rule {

    Filter(Expression expression) {
        super(expression);
    }

    /** An equal filter that cannot be evaluated and needs no more memory than its text. */
    public Filter text() {
        return new Filter(expression().withoutProgram());
    }

    /**
     * Whether the expression is true for the item. An expression that is unknown, because it needs an attribute that the item or the user
     * lacks, or that fails, does not select the item.
     */
    public boolean accepts(Subject item, Context context, Failures failures) {
        return Boolean.TRUE.equals(expression().value(item, context, failures));
    }

    /**
     * Checks that the filter can be used where there is no user.
     *
     * @param field of the request, for messages
     * @throws InvalidExpressionException if it reads the user
     */
    public void requireNoUser(String field) {
        if (expression().readsUser()) {
            throw new InvalidExpressionException(
                    field, "there is no user here: the expression may read item and now only");
        }
    }
}
