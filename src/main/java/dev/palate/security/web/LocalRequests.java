package dev.palate.security.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Distinguishes requests of programs on this machine from requests that reach an open service indirectly: through a proxy, from
 * a page of another site in a local browser, or under a foreign name that resolves to the loopback address.
 */
final class LocalRequests {

    /** Set by {@link ForwardedRequests} before Tomcat or Spring removes the headers of a proxy. */
    static final String FORWARDED = LocalRequests.class.getName() + ".forwarded";

    /** The page of the console and what redirects to it. */
    private static final Set<String> CONSOLE = Set.of("/", "/console", "/console/");

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?");

    /** Names that proxies, load balancers and content delivery networks give to the headers that they add. */
    private static final Pattern PROXY_HEADER = Pattern.compile("via|forwarded.*|x-forward.*|x-original-.*|x-real-.*"
            + "|x-envoy-.*|x-proxy.*|x-remote-(ip|addr)|x-azure-.*|x-arr-.*|x-amzn?-.*|x-appengine-.*|x-scheme|x-host"
            + "|.*client-?ip|.*connecting-ip(v6)?|cf-.*|cdn-loop|fastly-.*|fly-.*|akamai-.*|proxy-.*");

    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private LocalRequests() {}

    static boolean isLocal(HttpServletRequest request) {
        return isOfThisMachine(request) && isOfOwnOrigin(request);
    }

    /** Whether a browser on this machine opens the console as a page of its own, wherever the link to it is. */
    static boolean isLinkToConsole(HttpServletRequest request) {
        return isOfThisMachine(request)
                && request.getMethod().equals("GET")
                && CONSOLE.contains(request.getRequestURI()
                        .substring(request.getContextPath().length()))
                && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                && "document".equals(request.getHeader("Sec-Fetch-Dest"));
    }

    /** Whether the request has a header of a proxy. */
    static boolean isForwarded(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames()).stream()
                .anyMatch(name ->
                        PROXY_HEADER.matcher(name.toLowerCase(Locale.ROOT)).matches());
    }

    private static boolean isOfThisMachine(HttpServletRequest request) {
        return isLoopback(request.getServerName())
                && isLoopback(request.getRemoteAddr())
                && request.getAttribute(FORWARDED) == null
                && !isForwarded(request);
    }

    private static boolean isLoopback(String address) {
        return LOOPBACK.matcher(address.toLowerCase(Locale.ROOT)).matches();
    }

    /**
     * A page on another port of this host is of the same site, but not of the same origin. Browsers without {@code Sec-Fetch-Site}
     * name the origin of a page that changes something. Programs send neither header.
     */
    private static boolean isOfOwnOrigin(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        return site == null
                ? origin == null || origin.equalsIgnoreCase(request.getScheme() + "://" + request.getHeader("Host"))
                : OWN_SITE.contains(site);
    }
}
