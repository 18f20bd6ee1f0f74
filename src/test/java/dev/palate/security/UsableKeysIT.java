package dev.palate.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PalateIT
class UsableKeysIT {

    @Autowired
    private KeyIssuer issuer;

    @Autowired
    private ApiKeys keys;

    private final SettableClock clock = new SettableClock();

    @Test
    void ofAnotherReplicaIncludeNewAndExcludeRevokedKeysWithinTheConfiguredTime() {
        SecuritySettings settings =
                new SecuritySettings(SecuritySettings.Mode.AUTO, Map.of(), Duration.ofSeconds(2), false);
        UsableKeys replica = new UsableKeys(keys, settings, clock);
        assertThat(replica.isOpen()).isTrue();

        IssuedKey key = issuer.issue("operator", Role.ADMIN, null);
        assertThat(replica.find(key.reveal())).as("not asked again yet").isEmpty();
        clock.advance(Duration.ofSeconds(2));
        assertThat(replica.isOpen()).isFalse();
        assertThat(replica.find(key.reveal()))
                .map(ApiKey::id)
                .contains(key.key().id());

        issuer.revoke(key.key().id(), true);
        assertThat(replica.find(key.reveal())).isPresent();
        clock.advance(Duration.ofSeconds(2));
        assertThat(replica.find(key.reveal())).isEmpty();
        assertThat(replica.isOpen()).isFalse();
    }

    private static final class SettableClock extends Clock {

        private Instant now = Clock.systemUTC().instant();

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
