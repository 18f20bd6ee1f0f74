package dev.palate.core.hyperparameter;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of a hyper-parameter record. The component's type decides the kind: {@code int}, {@code long},
 * {@code float}, {@code double}, {@code boolean}, an enum, or {@code List<Integer>}.
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

    /** Most elements of a list. */
    int maxLength() default 16;

    /**
     * What a random search draws from, empty where it keeps the default: {@code "0.0001..0.01 log"} (continuous or whole
     * by the component's type, log-uniform), {@code "50..500"} (uniform) or {@code "200 | 600 | 600,200"} (choices, as
     * they are written in a request; a list is comma-separated, {@code -} the empty list).
     */
    String tune() default "";
}
