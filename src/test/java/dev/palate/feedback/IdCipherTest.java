package dev.palate.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class IdCipherTest {

    private static final byte[] CONTENT = "vae 3, user 17, hour 491000".getBytes(StandardCharsets.UTF_8);

    private final IdCipher cipher = new IdCipher(new byte[32]);

    @Test
    void decryptsWhatItEncrypted() {
        assertThat(cipher.decrypt(cipher.encrypt(CONTENT)))
                .hasValueSatisfying(
                        decrypted -> assertThat(decrypted.content().array()).isEqualTo(CONTENT));
    }

    @Test
    void equalContentsHaveEqualIdsAndDifferentContentsDifferentOnes() {
        byte[] other = CONTENT.clone();
        other[0]++;
        assertThat(cipher.encrypt(CONTENT)).isEqualTo(cipher.encrypt(CONTENT.clone()));
        assertThat(cipher.encrypt(CONTENT).substring(0, 10))
                .isNotEqualTo(cipher.encrypt(other).substring(0, 10));
    }

    @Test
    void anIdNeedsNoEscapingInAPath() {
        assertThat(cipher.encrypt(CONTENT)).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void revealsNothingOfItsContent() {
        assertThat(Base64.getUrlDecoder().decode(cipher.encrypt(CONTENT)))
                .asString(StandardCharsets.ISO_8859_1)
                .doesNotContain("vae", "17");
    }

    @Test
    void rejectsAnIdWithAnyBitChanged() {
        byte[] encrypted = Base64.getUrlDecoder().decode(cipher.encrypt(CONTENT));
        for (int bit = 0; bit < 8 * encrypted.length; bit++) {
            byte[] changed = encrypted.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(cipher.decrypt(Base64.getUrlEncoder().withoutPadding().encodeToString(changed)))
                    .as("bit " + bit)
                    .isEmpty();
        }
    }

    @Test
    void rejectsAnIdOfAnotherSecret() {
        byte[] secret = new byte[32];
        secret[31] = 1;
        assertThat(new IdCipher(secret).decrypt(cipher.encrypt(CONTENT))).isEmpty();
    }

    @Test
    void rejectsTextThatIsNoId() {
        assertThat(cipher.decrypt("")).isEmpty();
        assertThat(cipher.decrypt("none")).isEmpty();
        assertThat(cipher.decrypt("%&/")).isEmpty();
        assertThat(cipher.decrypt("A".repeat(100))).isEmpty();
        assertThat(cipher.decrypt("A".repeat(5000))).isEmpty();
    }
}
