package dev.palate.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {

    private static final String SECRET = "0".repeat(64);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void digestsOnlyTheSecret() {
        KeyText text = KeyText.parse("palate_0123456789abcdef_" + SECRET).orElseThrow();

        assertThat(text.id()).isEqualTo("0123456789abcdef");
        // printf %064d 0 | sha256sum
        assertThat(HexFormat.of().formatHex(text.sha256()))
                .isEqualTo("60e05bd1b195af2f94112fa7197a5c88289058840ce7c6df9693756bc6250f55");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "palate",
                "palate_0123456789abcdef_",
                "palate_0123456789ABCDEF_0000000000000000000000000000000000000000000000000000000000000000",
                "palate_0123456789abcdef_00000000000000000000000000000000000000000000000000000000000000000",
                "other_0123456789abcdef_0000000000000000000000000000000000000000000000000000000000000000",
            })
    void refusesAnyOtherForm(String text) {
        assertThat(KeyText.parse(text)).isEmpty();
    }

    @Test
    void differsEachTimeAndHidesItsSecret() {
        KeyText one = KeyText.create();

        assertThat(KeyText.parse(one.reveal())).isPresent();
        assertThat(KeyText.create().reveal()).isNotEqualTo(one.reveal());
        assertThat(one.toString()).contains(one.id()).hasSizeLessThan(30);
    }

    @Test
    void matchesOnlyItsOwnSecretUntilItExpires() {
        KeyText text = KeyText.create();
        Instant expiry = NOW.plusSeconds(1);
        StoredKey key = new StoredKey(new ApiKey(text.id(), "n", Role.READ, NOW, expiry, null), text.sha256());
        KeyText forged = KeyText.parse("palate_" + text.id() + "_" + SECRET).orElseThrow();

        assertThat(key.matches(text, NOW)).isTrue();
        assertThat(key.matches(text, expiry)).isFalse();
        assertThat(key.matches(forged, NOW)).isFalse();
    }
}
