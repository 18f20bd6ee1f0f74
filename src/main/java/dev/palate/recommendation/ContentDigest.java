package dev.palate.recommendation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.DigestUtils;

/** The first half of a SHA-256 of everything that a user's list depends on. */
public record ContentDigest(long first, long second) {

    static ContentDigest of(String content) {
        ByteBuffer digest =
                ByteBuffer.wrap(DigestUtils.getSha256Digest().digest(content.getBytes(StandardCharsets.UTF_8)));
        return new ContentDigest(digest.getLong(), digest.getLong());
    }
}
