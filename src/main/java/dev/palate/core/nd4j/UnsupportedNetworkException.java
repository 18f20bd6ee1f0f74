package dev.palate.core.nd4j;

/** The model is not a stack of DL4J layers, so there is no DL4J zip of it. */
public final class UnsupportedNetworkException extends RuntimeException {

    public UnsupportedNetworkException(String reason) {
        super(reason);
    }
}
