package dev.palate.security.web;

import dev.palate.security.UsableKeys;
import dev.palate.security.link.DownloadLinks;
import dev.palate.security.link.DownloadLinks.Permitted;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Identifies the caller by a key or by the link of a download. A key in the request must be valid, even if the call needs no key. */
final class ApiKeyFilter extends OncePerRequestFilter {

    static final String HEADER = "X-API-Key";
    private static final String BEARER = "Bearer ";

    private final UsableKeys keys;
    private final DownloadLinks links;
    private final HandlerExceptionResolver problems;

    ApiKeyFilter(UsableKeys keys, DownloadLinks links, HandlerExceptionResolver problems) {
        this.keys = keys;
        this.links = links;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String link;
        try {
            String key = presented(request);
            link = key == null ? link(request) : null;
            identify(request, key, link).ifPresent(ApiKeyFilter::remember);
        } catch (RuntimeException refused) {
            problems.resolveException(request, response, null, refused);
            return;
        }
        chain.doFilter(link == null ? request : RedeemedRequest.of(request), response);
    }

    /** The link of a download, which a browser sends instead of a key; null for any other request. */
    private static @Nullable String link(HttpServletRequest request) {
        if (!request.getMethod().equals("GET")) {
            return null;
        }
        String link = request.getParameter(RedeemedRequest.PARAMETER);
        return link != null && RedeemedRequest.isFile(PathContainer.parsePath(RedeemedRequest.pathOnly(request)))
                ? link
                : null;
    }

    private Caller redeem(String link, HttpServletRequest request) {
        Permitted permitted = links.redeem(link)
                .filter(found -> found.path().equals(RedeemedRequest.path(request)))
                .orElseThrow(AccessException::wrongLink);
        if (permitted.keyId() != null) {
            return keys.usable(permitted.keyId()).map(Caller::of).orElseThrow(AccessException::wrongLink);
        }
        if (!keys.isOpen()) {
            throw AccessException.wrongLink();
        }
        if (!LocalRequests.isLocal(request)) {
            throw AccessException.notLocal();
        }
        return Caller.local();
    }

    private Optional<Caller> identify(HttpServletRequest request, @Nullable String key, @Nullable String link) {
        if (key != null) {
            return Optional.of(keys.find(key).map(Caller::of).orElseThrow(AccessException::wrongKey));
        }
        if (link != null) {
            return Optional.of(redeem(link, request));
        }
        if (!keys.isOpen()) {
            return Optional.empty();
        }
        if (LocalRequests.isLocal(request)) {
            return Optional.of(Caller.local());
        }
        if (LocalRequests.isLinkToConsole(request)) {
            return Optional.empty();
        }
        throw AccessException.notLocal();
    }

    private static void remember(Caller caller) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(caller);
        SecurityContextHolder.setContext(context);
    }

    private static @Nullable String presented(HttpServletRequest request) {
        String key = request.getHeader(HEADER);
        if (key != null) {
            return key;
        }
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }
}
