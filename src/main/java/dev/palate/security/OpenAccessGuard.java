package dev.palate.security;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Ensures, before the first connection is accepted, that a service without keys listens on loopback addresses only. */
@Component
class OpenAccessGuard implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(OpenAccessGuard.class);
    private static final String REMEDY = """
            Create the first key with
                java -jar palate.jar keys create --role admin --name NAME
            or start with --palate.security.mode=keys, which creates one and shows it once, or bind 127.0.0.1.""";

    private final SecuritySettings settings;
    private final FirstKeyCreator firstKeys;
    private final UsableKeys keys;
    private final @Nullable InetAddress server;
    private final Environment environment;

    OpenAccessGuard(
            SecuritySettings settings,
            FirstKeyCreator firstKeys,
            UsableKeys keys,
            ServerProperties server,
            Environment environment) {
        this.settings = settings;
        this.firstKeys = firstKeys;
        this.keys = keys;
        this.server = server.getAddress();
        this.environment = environment;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (settings.mode() == SecuritySettings.Mode.KEYS) {
            firstKeys.createIfNone();
        }
        if (!keys.isOpen()) {
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
                "There is no API key: every user of this machine may call every endpoint. {}",
                REMEDY.lines().skip(1).findFirst().orElseThrow().strip());
    }

    private static void requireLoopback(String property, @Nullable InetAddress address) {
        if (address == null || !address.isLoopbackAddress()) {
            throw new OpenAccessException(
                    "There is no API key, and %s is %s: every client that reaches it could call every endpoint."
                            .formatted(property, address == null ? "every address" : address.getHostAddress()),
                    REMEDY);
        }
    }
}
