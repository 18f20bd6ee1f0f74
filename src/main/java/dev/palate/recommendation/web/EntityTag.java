package dev.palate.recommendation.web;

import dev.palate.recommendation.ContentDigest;
import java.nio.ByteBuffer;
import java.util.Base64;

/** The ETag of a list: weak, because compressed and uncompressed responses have the same one. */
final class EntityTag {

    private EntityTag() {}

    static String of(ContentDigest content) {
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(content.first())
                .putLong(content.second())
                .array();
        return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + '"';
    }
}
