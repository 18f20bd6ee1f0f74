package dev.palate.model.serving;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A model that answers a share of the users instead of the active model. The user id, the algorithm and the version alone
 * determine its users, so that they are the same in every replica and after every restart. A larger share includes the users of a
 * smaller share; another version has other users.
 *
 * @param share of the users, between 0 and 1
 */
public record ModelUnderTest(ServedModel model, double share) {

    public boolean answers(String userId) {
        return position(model.algorithm(), model.version(), userId) < share;
    }

    /** Uniform in 0..1 (exclusive) over users: the first 53 bits of a SHA-256. */
    static double position(String algorithm, int version, String userId) {
        byte[] text = (algorithm + '\n' + version + '\n' + userId).getBytes(StandardCharsets.UTF_8);
        byte[] digest = DigestUtils.sha256(text);
        return (ByteBuffer.wrap(digest).getLong() >>> 11) * 0x1p-53;
    }
}
