package dev.palate.core.network;

/** A device cannot be used, has run out of memory, or has failed; the message gives the reason. */
public final class DeviceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean outOfMemory;

    /** A device that cannot be used any longer. */
    public DeviceException(String message) {
        this(message, false);
    }

    /** @param outOfMemory whether the device can still be used for something smaller */
    public DeviceException(String message, boolean outOfMemory) {
        super(message);
        this.outOfMemory = outOfMemory;
    }

    public boolean isOutOfMemory() {
        return outOfMemory;
    }
}
