package dev.palate.overload;

import java.util.function.BooleanSupplier;

/** Says whether callers whose responses take long may still get them. */
public interface Permission {

    /** A condition that any thread can check later: whether the caller of the current request may still call. */
    BooleanSupplier ofThisRequest();
}
