package dev.palate.security;

import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes, lists and revokes keys. */
@Component
public class KeyIssuer {

    /** Every replica holds all usable keys in memory. */
    private static final int MOST_USABLE = 10_000;

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
     * @throws FirstKeyException if it would be the first key and is no admin's
     * @throws InvalidKeyRequestException if it expires before it begins, or there are too many
     */
    public IssuedKey issue(String name, Role role, @Nullable Instant expiresAt) {
        KeyText text = KeyText.create();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw new InvalidKeyRequestException("expiresAt", "must lie in the future");
        }
        ApiKey key = new ApiKey(text.id(), name, role, now, expiresAt, null);
        transaction.executeWithoutResult(status -> {
            keys.lock();
            if (role != Role.ADMIN && !keys.exist()) {
                throw new FirstKeyException();
            }
            if (keys.countUsable(now) >= MOST_USABLE) {
                throw new InvalidKeyRequestException("name", "is one too many: there are " + MOST_USABLE + " keys");
            }
            keys.insert(key, text.sha256());
        });
        events.publishEvent(new KeysChanged());
        return new IssuedKey(key, text);
    }

    /** @throws UnknownKeyException if there is none of that id */
    public void revoke(String id) {
        if (!keys.revoke(id, clock.instant())) {
            throw new UnknownKeyException();
        }
        events.publishEvent(new KeysChanged());
    }

    /** The newest first; revoked ones too. */
    public Page<ApiKey> list(PageParameters page) {
        return keys.list(page);
    }
}
