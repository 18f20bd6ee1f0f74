package dev.palate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressBarTest {

    @Test
    void fillsInProportion() {
        assertThat(ProgressBar.of("vae", 0.5, "epoch 10/20")).isEqualTo("vae     [##########..........] epoch 10/20");
    }

    @Test
    void staysInsideItsFrame() {
        assertThat(ProgressBar.of("vae", 1.2, "")).contains("[####################]");
        assertThat(ProgressBar.of("vae", -1, "")).contains("[....................]");
    }
}
