package dev.palate.core.dl4j;

/** The model cannot be written as a stack of DL4J layers. */
public final class UnsupportedNetworkException extends RuntimeException {

    public UnsupportedNetworkException(String reason) {
        super(reason);
    }
}
