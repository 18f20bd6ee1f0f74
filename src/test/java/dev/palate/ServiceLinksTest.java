package dev.palate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceLinksTest {

    @Test
    void keepsSettingsAndDropsTheAddressesOfServices() {
        Map<String, String> settings = Map.of(
                "PALATE_DATABASE_URL", "jdbc:postgresql://db:5432/palate",
                "PALATE_DATABASE_DIRECTORY", "/data",
                "SERVER_PORT", "8080");
        Map<String, String> links = Map.of(
                "PALATE_PORT", "tcp://10.0.0.1:8080",
                "PALATE_SERVICE_HOST", "10.0.0.1",
                "PALATE_SERVICE_PORT", "8080",
                "PALATE_SERVICE_PORT_HTTP", "8080",
                "PALATE_PORT_8080_TCP", "tcp://10.0.0.1:8080",
                "PALATE_PORT_8080_TCP_PROTO", "tcp",
                "PALATE_PORT_8080_TCP_ADDR", "10.0.0.1",
                "PALATE_DATABASE_PORT", "tcp://10.0.0.2:5432");

        assertThat(ServiceLinks.withoutLinks(settings)).isEqualTo(settings);
        assertThat(ServiceLinks.withoutLinks(links)).isEmpty();
    }
}
