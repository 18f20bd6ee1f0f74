package dev.palate.security;

import java.security.MessageDigest;
import java.time.Instant;

/** A key that is not revoked, with the digest of its secret. */
final class StoredKey {

    private final ApiKey key;
    private final byte[] sha256;

    StoredKey(ApiKey key, byte[] sha256) {
        this.key = key;
        this.sha256 = sha256.clone();
    }

    ApiKey key() {
        return key;
    }

    /** Whether the secret is right and the key has not expired. Takes the same time wherever the digests differ. */
    boolean matches(KeyText presented, Instant now) {
        return MessageDigest.isEqual(sha256, presented.sha256()) && !isExpired(now);
    }

    boolean isExpired(Instant now) {
        Instant expiry = key.expiresAt();
        return expiry != null && !now.isBefore(expiry);
    }
}
