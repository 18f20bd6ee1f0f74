package dev.palate.security;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * All usable keys in memory, so that a request costs one digest and no query. Changes by other replicas take effect after
 * {@code palate.security.key-age}. While the database is unavailable, the last known keys stay in use.
 */
@Component
public class UsableKeys {

    private static final Logger log = LoggerFactory.getLogger(UsableKeys.class);

    private record Snapshot(Map<String, StoredKey> usable, boolean open, Instant readAt) {}

    private final ApiKeys keys;
    private final SecuritySettings settings;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Snapshot last;
    private boolean failing;

    UsableKeys(ApiKeys keys, SecuritySettings settings, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether calls need no key, because there never was a key and the mode does not demand one. Once false, it stays false. */
    public boolean isOpen() {
        return current().open();
    }

    /** The key whose text is {@code presented}; empty if it is unknown, forged, expired or revoked. */
    public Optional<ApiKey> find(String presented) {
        Optional<KeyText> text = KeyText.parse(presented);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        StoredKey key = current().usable().get(text.get().id());
        return key != null && key.matches(text.get(), clock.instant()) ? Optional.of(key.key()) : Optional.empty();
    }

    /** The key with this id; empty if it is unknown, expired or revoked. */
    public Optional<ApiKey> usable(String id) {
        StoredKey key = current().usable().get(id);
        return key == null || key.isExpired(clock.instant()) ? Optional.empty() : Optional.of(key.key());
    }

    /** Whether the key with this id is neither revoked nor expired. */
    public boolean isUsable(String id) {
        return usable(id).isPresent();
    }

    @EventListener
    void changed(KeyIssuer.KeysChanged event) {
        reading.lock();
        try {
            last = read(last);
        } finally {
            reading.unlock();
        }
    }

    @SuppressWarnings("ReferenceEquality") // each reading creates another snapshot
    private Snapshot current() {
        Snapshot known = last;
        if (known != null && clock.instant().isBefore(known.readAt().plus(settings.keyAge()))) {
            return known;
        }
        // One request reads; the others use the known keys, if there are any.
        if (known == null) {
            reading.lock();
        } else if (!reading.tryLock()) {
            return known;
        }
        try {
            Snapshot latest = last != known && last != null ? last : read(known);
            last = latest;
            return latest;
        } finally {
            reading.unlock();
        }
    }

    private Snapshot read(@Nullable Snapshot known) {
        Instant now = clock.instant();
        try {
            List<StoredKey> usable = keys.findUsable(now);
            boolean mayOpen = settings.mode() == SecuritySettings.Mode.AUTO && (known == null || known.open());
            boolean open = mayOpen && usable.isEmpty() && !keys.exist();
            failing = false;
            return new Snapshot(
                    usable.stream().collect(Collectors.toMap(key -> key.key().id(), key -> key)), open, now);
        } catch (DataAccessException | TransactionException e) {
            if (known == null) {
                throw e;
            }
            if (!failing) {
                log.warn("The API keys cannot be read; the known keys stay in use");
            }
            failing = true;
            return new Snapshot(known.usable(), known.open(), now);
        }
    }
}
