package dev.palate.overload.web;

import dev.palate.overload.BodySettings;

/** Finds out whether a transfer is slower than {@code palate.limits.transfer-rate} in a period of {@code body-time}. */
final class Pace {

    private final long periodNanos;
    private final long bytesPerSecond;
    private long periodBegin;
    private long bytesInPeriod;

    Pace(BodySettings settings) {
        this.periodNanos = settings.bodyTime().toNanos();
        this.bytesPerSecond = settings.transferRate().toBytes();
    }

    /**
     * @param bytes that were transferred since the last call
     * @param elapsedNanos since the transfer began
     */
    boolean isTooSlow(long bytes, long elapsedNanos) {
        bytesInPeriod += bytes;
        long elapsed = elapsedNanos - periodBegin;
        if (elapsed <= periodNanos) {
            return false;
        }
        boolean slow = bytesInPeriod < bytesPerSecond * (elapsed / 1e9);
        periodBegin = elapsedNanos;
        bytesInPeriod = 0;
        return slow;
    }
}
