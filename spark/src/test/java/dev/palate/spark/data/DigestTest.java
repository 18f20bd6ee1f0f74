package dev.palate.spark.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DigestTest {

    @Test
    void isTheSha256OfNumbersAndOfTextsWithTheirLengths() throws NoSuchAlgorithmException {
        byte[] text = "Käse".getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(100)
                .putInt(-7)
                .putInt(text.length)
                .put(text)
                .putInt(3)
                .flip();
        Digest digest = new Digest();
        digest.add(-7);
        digest.add("Käse");
        digest.add(3);
        assertThat(digest.end()).isEqualTo(sha256(bytes));
    }

    /** The buffer has 16 KiB. */
    @Test
    void countsEveryNumberOfMany() throws NoSuchAlgorithmException {
        int count = 10_001;
        ByteBuffer bytes = ByteBuffer.allocate(4 * count);
        Digest digest = new Digest();
        for (int k = 0; k < count; k++) {
            bytes.putInt(k);
            digest.add(k);
        }
        assertThat(digest.end()).isEqualTo(sha256(bytes.flip()));
    }

    @Test
    void knowsWhereATextEnds() {
        assertThat(new Digest().add("ab").add("c").end())
                .isNotEqualTo(new Digest().add("a").add("bc").end());
        assertThat(new Digest().add("").end()).isNotEqualTo(new Digest().end());
    }

    private static String sha256(ByteBuffer bytes) throws NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(bytes);
        return HexFormat.of().formatHex(sha256.digest());
    }
}
