package dev.palate.model.serving;

import com.fasterxml.jackson.annotation.JsonValue;

/** The numbers that a served model's scores are made of. */
public enum Precision {
    /** Those that were trained. */
    FLOAT32,
    /** Weights rounded to 8 bits. */
    INT8;

    @JsonValue
    @Override
    public String toString() {
        return this == INT8 ? "int8" : "float32";
    }
}
