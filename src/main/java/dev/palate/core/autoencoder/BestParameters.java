package dev.palate.core.autoencoder;

import dev.palate.core.network.Parameters;

/** The parameters after the epoch with the best validation criterion so far. */
record BestParameters(int epoch, double criterion, Parameters parameters) {}
