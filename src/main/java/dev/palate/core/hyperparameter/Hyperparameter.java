package dev.palate.core.hyperparameter;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of a hyper-parameter record. The component's type determines the kind: {@code int}, {@code long},
 * {@code float}, {@code double}, {@code boolean}, an enum, {@code List<Integer>} or {@code List<String>}. A component that is itself a record of
 * hyper-parameters has no annotation.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Hyperparameter {

    /** One sentence with the unit. */
    String value();

    /** Least allowed number; for a list, of each element. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Greatest allowed number; for a list, of each element. */
    double max() default Double.POSITIVE_INFINITY;

    /** The greatest length of a list. */
    int maxLength() default 16;

    /**
     * The range that a random search draws from; empty if it keeps the given value. {@code "0.0001..0.01 log"} is log-uniform,
     * {@code "50..500"} uniform (both continuous or whole according to the component's type), and
     * {@code "200 | 600 | 600,200"} lists choices as a command line writes them (a list is comma-separated, {@code -} is the
     * empty list).
     */
    String tune() default "";
}
