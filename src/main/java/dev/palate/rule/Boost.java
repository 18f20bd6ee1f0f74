package dev.palate.rule;

/** A rule that weighs items with a factor. */
public final class Boost extends Rule {

    public static final double LEAST = 0.001;
    public static final double MOST = 1000;

    Boost(Expression expression) {
        super(expression);
    }

    /** An equal boost that cannot be evaluated and needs no more memory than its text. */
    public Boost text() {
        return new Boost(expression().withoutProgram());
    }

    /**
     * The factor of the item, {@value #LEAST} to {@value #MOST}: a smaller or greater value of the expression counts as the nearest of
     * these. The factor is 1 if the expression is unknown, fails, or is no number.
     */
    public double factor(Subject item, Context context, Failures failures) {
        Object value = expression().value(item, context, failures);
        if (!(value instanceof Number number) || Double.isNaN(number.doubleValue())) {
            return 1;
        }
        return Math.min(MOST, Math.max(LEAST, number.doubleValue()));
    }
}
