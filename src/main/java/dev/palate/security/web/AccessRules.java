package dev.palate.security.web;

import static dev.palate.security.Role.ADMIN;
import static dev.palate.security.Role.METRICS;
import static dev.palate.security.Role.READ;
import static dev.palate.security.Role.TRAIN;
import static dev.palate.security.Role.WRITE;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import dev.palate.security.Role;
import dev.palate.security.SecuritySettings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;

/**
 * The rules that determine which role a call needs. The first rule that covers method and path decides. A call without a rule is
 * rejected, so that a new endpoint on another path needs a new rule.
 */
@Component
class AccessRules {

    private static final Set<HttpMethod> READING = Set.of(GET);
    private static final Set<HttpMethod> CHANGING = Set.of(POST, PUT, PATCH, DELETE);

    private final List<AccessRule> rules = new ArrayList<>();

    AccessRules(SecuritySettings settings) {
        // Recommendations change nothing, with any method.
        add(
                READ,
                Set.of(POST),
                "/recommendations",
                "/recommendations/batch",
                "/recommendations/*/next",
                "/scenarios/*/preview");
        add(READ, READING, "/users/**", "/items/**", "/categories", "/recommendations/**", "/exports/**");
        add(
                READ,
                READING,
                "/models/**",
                "/training-jobs/**",
                "/job-events",
                "/training-policy",
                "/overview",
                "/activity",
                "/imports/**",
                "/interaction-types/**",
                "/scenarios/**",
                "/experiments/**",
                "/recommendation-batches/**");
        add(WRITE, CHANGING, "/recommendation-batches/**");
        add(WRITE, CHANGING, "/users/**", "/items/**", "/ratings/**", "/recommendations/**", "/imports/**");
        add(WRITE, CHANGING, "/interactions");
        // A type changes what all users prefer; without it, its interactions are erased.
        add(TRAIN, Set.of(PUT), "/interaction-types/**");
        add(ADMIN, Set.of(DELETE), "/interaction-types/**");
        add(TRAIN, CHANGING, "/models/**", "/training-jobs/**", "/experiments/**");
        add(TRAIN, Set.of(PUT), "/training-policy");
        add(TRAIN, CHANGING, "/scenarios/**");
        add(ADMIN, Set.of(GET, POST, DELETE), "/api-keys/**");
        add(READ, Set.of(POST), "/download-links");
        add(METRICS, READING, "/caller");
        // The console is public, has no data, and asks for the key itself.
        add(null, READING, "/", "/console/**", "/actuator/health/liveness", "/actuator/health/readiness");
        add(METRICS, READING, "/actuator/prometheus", "/actuator/metrics/**");
        add(READ, READING, "/actuator", "/actuator/info", "/actuator/sbom/**");
        // The endpoint fails with other characters than those of names.
        add(READ, READING, "/actuator/health", "/actuator/health/{part:[\\w-]+}");
        add(READ, READING, "/actuator/health/{group:[\\w-]+}/{part:[\\w-]+}");
        Role reader = settings.publicDescription() ? null : READ;
        add(reader, READING, "/v3/api-docs/**", "/v3/api-docs.yaml", "/swagger-ui.html", "/swagger-ui/**");
    }

    /** The rule that decides about a call, if there is one. */
    Optional<AccessRule> find(HttpMethod method, PathContainer path) {
        return covering(path).filter(rule -> rule.covers(method)).findFirst();
    }

    /** The methods with which the path may be called; empty if there is no such path. */
    Set<String> methods(PathContainer path) {
        Set<String> methods = new LinkedHashSet<>();
        covering(path)
                .flatMap(rule -> rule.methods().stream())
                .map(HttpMethod::name)
                .forEach(methods::add);
        return methods;
    }

    List<AccessRule> all() {
        return List.copyOf(rules);
    }

    private Stream<AccessRule> covering(PathContainer path) {
        return rules.stream().filter(rule -> rule.covers(path));
    }

    private void add(@Nullable Role role, Set<HttpMethod> methods, String... patterns) {
        Stream.of(patterns)
                .map(pattern -> AccessRule.of(role, methods, pattern))
                .forEach(rules::add);
    }
}
