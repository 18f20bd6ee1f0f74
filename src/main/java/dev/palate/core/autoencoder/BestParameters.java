package dev.palate.core.autoencoder;

import dev.palate.core.network.Parameters;

/** The best epoch so far by the validation criterion, and its parameters. */
record BestParameters(int epoch, double criterion, Parameters parameters) {}
