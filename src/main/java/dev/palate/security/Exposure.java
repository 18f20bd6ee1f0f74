package dev.palate.security;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Before the first connection is accepted: a service without keys is for this machine alone, or does not start. */
@Component
class Exposure implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(Exposure.class);
    private static final String REMEDY = """
            Make the first key with
                java -jar palate.jar keys create --role admin --name NAME
            or start with --palate.security.mode=keys, which makes one and shows it once, or bind 127.0.0.1.""";

    private final SecuritySettings settings;
    private final FirstKeys firstKeys;
    private final KeyRing ring;
    private final @Nullable InetAddress server;
    private final Environment environment;

    Exposure(
            SecuritySettings settings,
            FirstKeys firstKeys,
            KeyRing ring,
            ServerProperties server,
            Environment environment) {
        this.settings = settings;
        this.firstKeys = firstKeys;
        this.ring = ring;
        this.server = server.getAddress();
        this.environment = environment;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (settings.mode() == SecuritySettings.Mode.KEYS) {
            firstKeys.makeIfNone();
        }
        if (!ring.isOpen()) {
            return;
        }
        requireLoopback("server.address", server);
        String port = environment.getProperty("management.server.port");
        if (port != null && !port.equals(environment.getProperty("server.port"))) {
            requireLoopback(
                    "management.server.address",
                    environment.getProperty("management.server.address", InetAddress.class));
        }
        log.warn(
                "There is no API key: whoever can log in to this machine may call anything. {}",
                REMEDY.lines().skip(1).findFirst().orElseThrow().strip());
    }

    private static void requireLoopback(String property, @Nullable InetAddress address) {
        if (address == null || !address.isLoopbackAddress()) {
            throw new UnguardedException(
                    "There is no API key, and %s is %s: everybody who reaches it could call anything."
                            .formatted(property, address == null ? "every address" : address.getHostAddress()),
                    REMEDY);
        }
    }
}
