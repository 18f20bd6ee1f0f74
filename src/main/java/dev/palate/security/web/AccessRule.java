package dev.palate.security.web;

import dev.palate.security.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The role that calls with certain methods need on paths of a pattern.
 *
 * @param role null if calls need no key
 */
record AccessRule(
        Set<HttpMethod> methods,
        PathPattern pattern,
        @Nullable Role role) {

    static AccessRule of(@Nullable Role role, Set<HttpMethod> methods, String pattern) {
        return new AccessRule(methods, PathPatternParser.defaultInstance.parse(pattern), role);
    }

    boolean covers(PathContainer path) {
        return pattern.matches(path);
    }

    boolean covers(HttpMethod method) {
        return methods.contains(method) || (method.equals(HttpMethod.HEAD) && methods.contains(HttpMethod.GET));
    }
}
