package dev.palate.rating.training;

import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/** The SHA-256 of ids and ratings in the order of the training set. It does not depend on how or when they were stored. */
final class TrainingDigest {

    private final MessageDigest sha256 = DigestUtils.getSha256Digest();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    private TrainingDigest() {}

    static String of(RatingMatrix ratings, IdIndex users, IdIndex items) {
        TrainingDigest digest = new TrainingDigest();
        digest.add(items);
        digest.add(users);
        for (int r = 0; r < ratings.rowCount(); r++) {
            digest.add(ratings.rowStart(r + 1) - ratings.rowStart(r));
            for (int k = ratings.rowStart(r); k < ratings.rowStart(r + 1); k++) {
                digest.add(ratings.column(k));
                digest.add(Float.floatToRawIntBits(ratings.value(k)));
            }
        }
        digest.flush();
        return HexFormat.of().formatHex(digest.sha256.digest());
    }

    private void add(IdIndex ids) {
        add(ids.size());
        for (String id : ids.ids()) {
            byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
            add(utf8.length);
            flush();
            sha256.update(utf8);
        }
    }

    private void add(int value) {
        if (buffer.remaining() < Integer.BYTES) {
            flush();
        }
        buffer.putInt(value);
    }

    private void flush() {
        sha256.update(buffer.flip());
        buffer.clear();
    }
}
