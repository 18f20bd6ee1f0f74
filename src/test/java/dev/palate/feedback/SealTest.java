package dev.palate.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SealTest {

    private static final byte[] CONTENT = "vae 3, user 17, hour 491000".getBytes(StandardCharsets.UTF_8);

    private final Seal seal = new Seal(new byte[32]);

    @Test
    void opensWhatItClosed() {
        assertThat(seal.open(seal.close(CONTENT)))
                .hasValueSatisfying(
                        opened -> assertThat(opened.content().array()).isEqualTo(CONTENT));
    }

    @Test
    void sealsEqualContentsAlikeAndOthersApart() {
        byte[] other = CONTENT.clone();
        other[0]++;
        assertThat(seal.close(CONTENT)).isEqualTo(seal.close(CONTENT.clone()));
        assertThat(seal.close(CONTENT).substring(0, 10))
                .isNotEqualTo(seal.close(other).substring(0, 10));
    }

    @Test
    void standsInAPathAsItIs() {
        assertThat(seal.close(CONTENT)).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void showsNothingOfItsContent() {
        assertThat(Base64.getUrlDecoder().decode(seal.close(CONTENT)))
                .asString(StandardCharsets.ISO_8859_1)
                .doesNotContain("vae", "17");
    }

    @Test
    void doesNotOpenWhenASingleBitWasChanged() {
        byte[] sealed = Base64.getUrlDecoder().decode(seal.close(CONTENT));
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(seal.open(Base64.getUrlEncoder().withoutPadding().encodeToString(changed)))
                    .as("bit " + bit)
                    .isEmpty();
        }
    }

    @Test
    void doesNotOpenWhatAnotherSecretClosed() {
        byte[] secret = new byte[32];
        secret[31] = 1;
        assertThat(new Seal(secret).open(seal.close(CONTENT))).isEmpty();
    }

    @Test
    void doesNotOpenNonsense() {
        assertThat(seal.open("")).isEmpty();
        assertThat(seal.open("none")).isEmpty();
        assertThat(seal.open("%&/")).isEmpty();
        assertThat(seal.open("A".repeat(100))).isEmpty();
        assertThat(seal.open("A".repeat(5000))).isEmpty();
    }
}
