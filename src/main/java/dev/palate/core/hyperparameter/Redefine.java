package dev.palate.core.hyperparameter;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a component that is itself a record of hyper-parameters: replaces texts of one of these for this use of the record. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@Repeatable(Redefine.All.class)
public @interface Redefine {

    /** The hyper-parameter, at any depth. */
    String name();

    /** Replaces {@link Hyperparameter#value()} unless empty. */
    String value() default "";

    /** Replaces {@link Hyperparameter#tune()} unless empty. */
    String tune() default "";

    /** Several of them. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @interface All {
        Redefine[] value();
    }
}
