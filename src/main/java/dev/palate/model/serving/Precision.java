package dev.palate.model.serving;

import com.fasterxml.jackson.annotation.JsonValue;

/** The precision of the weights that a served model computes scores with. */
public enum Precision {
    /** The weights as they were trained. */
    FLOAT32,
    /** Weights rounded to 8 bits. */
    INT8;

    @JsonValue
    @Override
    public String toString() {
        return this == INT8 ? "int8" : "float32";
    }
}
