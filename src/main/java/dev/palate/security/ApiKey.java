package dev.palate.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a key; its secret is not.
 *
 * @param id its public part, which may stand in logs and tickets
 * @param expiresAt from then on it is refused; never when absent
 * @param revokedAt since then it is refused
 */
public record ApiKey(
        String id,
        String name,
        Role role,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt) {}
