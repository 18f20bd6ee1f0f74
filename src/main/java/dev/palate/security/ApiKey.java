package dev.palate.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key without its secret.
 *
 * @param id its public part, which logs may contain
 * @param expiresAt the time from which it is rejected; a key without it never expires
 * @param revokedAt the time since which it is rejected
 */
public record ApiKey(
        String id,
        String name,
        Role role,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt) {}
