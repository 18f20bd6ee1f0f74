package dev.palate.core.hyperparameter;

import java.util.Map;

/** Names, types, ranges and defaults of one algorithm's hyper-parameters. */
public final class HyperparameterSchema<H extends Record> {

    private final H defaults;

    private HyperparameterSchema(H defaults) {
        this.defaults = defaults;
    }

    public static <H extends Record> HyperparameterSchema<H> of(H defaults) {
        return new HyperparameterSchema<>(defaults);
    }

    public H defaults() {
        return defaults;
    }

    /** The defaults with {@code settings} over them. */
    public H read(Map<String, ?> settings) {
        if (!settings.isEmpty()) {
            throw new IllegalArgumentException("unknown hyper-parameter: " + settings.keySet());
        }
        return defaults;
    }
}
