package dev.palate.security.link;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The links that were created and not redeemed; uses {@link JdbcClient} because a link is redeemed by one statement, so that of two
 * requests with the same link only one gets the file.
 */
@Repository
public class DownloadLinks {

    public static final Duration LIFETIME = Duration.ofSeconds(60);

    private static final int SECRET_BYTES = 32;
    private static final int SECRET_CHARACTERS = 43;
    private static final SecureRandom random = new SecureRandom();

    private final JdbcClient jdbc;
    private final Clock clock;

    DownloadLinks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A link that can be redeemed once until it expires. Its secret must not be logged. */
    public record Issued(String secret, Instant expiresAt) {

        @Override
        public String toString() {
            return "a link until " + expiresAt;
        }
    }

    /**
     * What a link permits.
     *
     * @param path with the query
     * @param keyId of the key that created the link; null if there was no key
     */
    public record Permitted(String path, @Nullable String keyId) {}

    /** Creates a link and deletes those that have expired. */
    @Transactional
    public Issued create(String path, @Nullable String keyId) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Instant expiresAt = clock.instant().plus(LIFETIME);
        jdbc.sql("delete from download_links where expires_at <= ?")
                .param(now())
                .update();
        jdbc.sql("insert into download_links (sha256, path, key_id, expires_at) values (?, ?, ?, ?)")
                .params(Arrays.asList(sha256(text), path, keyId, expiresAt.atOffset(ZoneOffset.UTC)))
                .update();
        return new Issued(text, expiresAt);
    }

    /** Redeems a link; empty if it is unknown, has been redeemed or has expired. */
    public Optional<Permitted> redeem(String secret) {
        if (secret.length() != SECRET_CHARACTERS) {
            return Optional.empty();
        }
        return jdbc.sql("delete from download_links where sha256 = ? and expires_at > ? returning path, key_id")
                .params(sha256(secret), now())
                .query(Permitted.class)
                .optional();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }

    private static byte[] sha256(String secret) {
        return DigestUtils.sha256(secret);
    }
}
