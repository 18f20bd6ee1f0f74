package dev.palate.security.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Distinguishes requests of programs on this machine from requests that reach an open service indirectly: through a proxy, from
 * a page of another site in a local browser, or under a foreign name that resolves to the loopback address.
 */
final class LocalRequests {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");
    private static final Set<String> FORWARDED =
            Set.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");

    private LocalRequests() {}

    static boolean isLocal(HttpServletRequest request) {
        return LOOPBACK.matcher(request.getServerName().toLowerCase(Locale.ROOT))
                        .matches()
                && FORWARDED.stream().allMatch(header -> request.getHeader(header) == null)
                && !"cross-site".equals(request.getHeader("Sec-Fetch-Site"));
    }
}
