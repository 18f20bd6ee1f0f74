package dev.palate.security;

import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates, lists and revokes keys. */
@Component
public class KeyIssuer {

    /** A limit, because every replica holds all usable keys in memory. */
    private static final int MAXIMUM_USABLE = 10_000;

    /** PostgreSQL has no time after the year 294276. */
    private static final Instant LATEST_END = Instant.parse("9999-12-31T23:59:59Z");

    /** This process created or revoked a key. */
    record KeysChanged() {}

    private final ApiKeys keys;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    KeyIssuer(ApiKeys keys, TransactionTemplate transaction, ApplicationEventPublisher events, Clock clock) {
        this.keys = keys;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @throws AdminKeyException if it would be the first key and its role is not admin
     * @throws InvalidKeyRequestException if it would be expired already, or there are too many keys
     */
    public IssuedKey issue(String name, Role role, @Nullable Instant expiresAt) {
        KeyText text = KeyText.create();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (expiresAt != null && (!expiresAt.isAfter(now) || expiresAt.isAfter(LATEST_END))) {
            throw new InvalidKeyRequestException("expiresAt", "must lie in the future, before the year 10000");
        }
        ApiKey key = new ApiKey(text.id(), name, role, now, expiresAt, null);
        transaction.executeWithoutResult(status -> {
            keys.lock();
            if (role != Role.ADMIN && !keys.exist()) {
                throw AdminKeyException.first();
            }
            if (keys.countUsable(now) >= MAXIMUM_USABLE) {
                throw new InvalidKeyRequestException("name", "is one too many: there are " + MAXIMUM_USABLE + " keys");
            }
            keys.insert(key, text.sha256());
        });
        events.publishEvent(new KeysChanged());
        return new IssuedKey(key, text);
    }

    /**
     * @param force whether the last usable admin key may be revoked
     * @throws UnknownKeyException if no key has that id
     * @throws AdminKeyException if it is the last usable admin key
     */
    public void revoke(String id, boolean force) {
        Instant now = clock.instant();
        transaction.executeWithoutResult(status -> {
            keys.lock();
            List<String> admins = keys.findUsable(now).stream()
                    .map(StoredKey::key)
                    .filter(key -> key.role() == Role.ADMIN)
                    .map(ApiKey::id)
                    .toList();
            if (!force && admins.equals(List.of(id))) {
                throw AdminKeyException.last();
            }
            if (!keys.revoke(id, now)) {
                throw new UnknownKeyException();
            }
        });
        events.publishEvent(new KeysChanged());
    }

    /** Newest first, including revoked keys. */
    public Page<ApiKey> list(PageParameters page) {
        return keys.list(page);
    }
}
