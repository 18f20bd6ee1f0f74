package dev.palate.security.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request whose link was redeemed: the endpoint does not see the parameter of the link. */
final class RedeemedRequest extends HttpServletRequestWrapper {

    static final String PARAMETER = "link";

    private RedeemedRequest(HttpServletRequest request) {
        super(request);
    }

    static RedeemedRequest of(HttpServletRequest request) {
        return new RedeemedRequest(request);
    }

    /** The path with its query, as a link names it. */
    static String path(HttpServletRequest request) {
        String path = pathOnly(request);
        String query = request.getQueryString();
        int link = query == null ? -1 : query.lastIndexOf(PARAMETER + "=");
        return query == null || link <= 0 ? path : path + "?" + query.substring(0, link - 1);
    }

    static String pathOnly(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    @Override
    public @Nullable String getParameter(String name) {
        return name.equals(PARAMETER) ? null : super.getParameter(name);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        Map<String, String[]> parameters = new HashMap<>(super.getParameterMap());
        parameters.remove(PARAMETER);
        return parameters;
    }
}
