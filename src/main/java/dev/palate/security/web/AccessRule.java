package dev.palate.security.web;

import dev.palate.security.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which role calls with one of the methods need, on paths of the pattern.
 *
 * @param role none: nobody needs a key
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
        return methods.contains(method) || method.equals(HttpMethod.HEAD) && methods.contains(HttpMethod.GET);
    }
}
