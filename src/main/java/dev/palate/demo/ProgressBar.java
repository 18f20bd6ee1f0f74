package dev.palate.demo;

import java.util.Locale;

/** Progress as plain ASCII: {@code vae [##########..........] epoch 10/20}. */
final class ProgressBar {

    private static final int CELLS = 20;

    private ProgressBar() {}

    /** @param progress 0 to 1 */
    static String of(String name, double progress, String remark) {
        int full = (int) Math.floor(Math.max(0, Math.min(1, progress)) * CELLS);
        return String.format(Locale.ROOT, "%-8s[%s%s] %s", name, "#".repeat(full), ".".repeat(CELLS - full), remark);
    }
}
