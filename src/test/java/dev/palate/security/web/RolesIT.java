package dev.palate.security.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.palate.PalateIT;
import dev.palate.security.KeyIssuer;
import dev.palate.security.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Calls every mapped endpoint, including the actuator, with every role. A new endpoint without a rule fails here. */
@PalateIT
class RolesIT {

    private static final Set<String> NOT_CALLED_FROM_OUTSIDE = Set.of("/error");
    /** Calls that change nothing although their method is POST. */
    private static final Set<String> ANSWERS = Set.of(
            "/recommendations",
            "/recommendations/batch",
            "/recommendations/{recommendationId}/next",
            "/scenarios/{name}/preview",
            "/download-links");

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private Collection<RequestMappingInfoHandlerMapping> mappings;

    @Autowired
    private AccessRules rules;

    @Autowired
    private KeyIssuer issuer;

    private record Endpoint(HttpMethod method, String pattern) {

        /** Ids that do not exist, so that the calls change nothing. */
        URI path() {
            return URI.create(pattern.replaceAll("\\{\\*[^}]+}", "none")
                    .replaceAll("\\{[^}]+}", "none")
                    .replace("**", "none"));
        }
    }

    @Test
    void everyEndpointHasARule() {
        assertThat(endpoints())
                .hasSizeGreaterThan(40)
                .allSatisfy(endpoint -> assertThat(needed(endpoint))
                        .as("AccessRules has no line for %s", endpoint)
                        .isNotNull());
    }

    @Test
    void callsThatChangeDataNeedMoreThanTheRoleRead() {
        assertThat(endpoints()).allSatisfy(endpoint -> {
            Role role = needed(endpoint).role();
            if (endpoint.pattern().startsWith("/api-keys")) {
                assertThat(role).as("%s", endpoint).isEqualTo(Role.ADMIN);
            } else if (endpoint.pattern().startsWith("/models")
                    && !endpoint.method().equals(HttpMethod.GET)) {
                assertThat(role).as("%s", endpoint).isEqualTo(Role.TRAIN);
            } else if (!endpoint.method().equals(HttpMethod.GET) && !ANSWERS.contains(endpoint.pattern())) {
                assertThat(role).as("%s", endpoint).isNotNull().isGreaterThanOrEqualTo(Role.WRITE);
            } else if (role == null) {
                assertThat(endpoint.pattern()).matches("/|/console.*|/actuator/health.*");
            }
        });
    }

    @Test
    void aKeyThatSendsInteractionsCannotChangeTheirTypes() {
        assertThat(needed(new Endpoint(HttpMethod.POST, "/interactions")).role())
                .isEqualTo(Role.WRITE);
        assertThat(needed(new Endpoint(HttpMethod.PUT, "/interaction-types/{name}"))
                        .role())
                .isEqualTo(Role.TRAIN);
        assertThat(needed(new Endpoint(HttpMethod.DELETE, "/interaction-types/{name}"))
                        .role())
                .isEqualTo(Role.ADMIN);
    }

    @Test
    void everyRoleMayMakeExactlyItsCalls() {
        Map<Role, String> keys = new EnumMap<>(Role.class);
        Stream.of(Role.values())
                .sorted((one, other) -> other.compareTo(one))
                .forEach(role ->
                        keys.put(role, issuer.issue(role.label(), role, null).reveal()));

        List<String> wrong = new ArrayList<>();
        for (Endpoint endpoint : endpoints()) {
            Role needed = needed(endpoint).role();
            if (needed != null && !endpoint.pattern().startsWith("/actuator/health")) {
                expect(401, call(endpoint, null), endpoint, "no key", wrong);
            }
            expect(401, call(endpoint, "palate_" + "0".repeat(16) + "_" + "0".repeat(64)), endpoint, "forged", wrong);
            keys.forEach((role, key) -> {
                int status = call(endpoint, key);
                boolean passes = needed == null || role.includes(needed);
                if (passes ? status == 401 || status == 403 || status >= 500 : status != 403) {
                    wrong.add("%s as %s: %d".formatted(endpoint, role, status));
                }
            });
        }
        assertThat(wrong).isEmpty();
    }

    private static void expect(int expected, int status, Endpoint endpoint, String how, List<String> wrong) {
        if (status != expected) {
            wrong.add("%s with %s: %d".formatted(endpoint, how, status));
        }
    }

    private int call(Endpoint endpoint, @Nullable String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + endpoint.path()))
                .method(endpoint.method().name(), BodyPublishers.noBody())
                .header("Accept", "*/*");
        if (key != null) {
            request.header("X-API-Key", key);
        }
        try {
            // A stream has no end: only the status is read.
            HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
            response.body().close();
            return response.statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(endpoint.toString(), e);
        }
    }

    private AccessRule needed(Endpoint endpoint) {
        PathContainer path = PathContainer.parsePath(endpoint.path().getRawPath());
        return rules.find(endpoint.method(), path)
                .orElseGet(() -> fail("AccessRules has no line for %s %s", endpoint.method(), endpoint.pattern()));
    }

    private List<Endpoint> endpoints() {
        List<Endpoint> all = new ArrayList<>();
        for (RequestMappingInfoHandlerMapping mapping : mappings) {
            for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
                for (String pattern : info.getPatternValues()) {
                    if (!NOT_CALLED_FROM_OUTSIDE.contains(pattern)) {
                        methods(info).forEach(method -> all.add(new Endpoint(method, pattern)));
                    }
                }
            }
        }
        return all;
    }

    private static Stream<HttpMethod> methods(RequestMappingInfo info) {
        Set<RequestMethod> declared = info.getMethodsCondition().getMethods();
        return declared.isEmpty()
                ? Stream.of(HttpMethod.GET)
                : declared.stream().map(RequestMethod::asHttpMethod);
    }
}
