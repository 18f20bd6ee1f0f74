package dev.palate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RoutingExampleTest {

    /** Otherwise the load balancer refuses an upload that the service accepts. */
    @Test
    void theLoadBalancerAcceptsUploadsAsLargeAsTheServiceDoes() throws IOException {
        assertThat(Files.readString(Path.of("src/main/resources/application.yaml")))
                .contains("max-request-size: 20GB");
        assertThat(Files.readString(Path.of("docs/routing/nginx.conf"))).contains("client_max_body_size 20g;");
    }
}
