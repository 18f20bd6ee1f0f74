package dev.palate.security.web;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.util.ServletRequestPathUtils;

/** Holds a call against the {@link AccessRules}; without a rule nobody passes. */
final class Gate implements AuthorizationManager<RequestAuthorizationContext> {

    private final AccessRules rules;

    Gate(AccessRules rules) {
        this.rules = rules;
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext context) {
        HttpMethod method = HttpMethod.valueOf(context.getRequest().getMethod());
        PathContainer path = ServletRequestPathUtils.parse(context.getRequest()).pathWithinApplication();
        boolean passes = rules.find(method, path)
                .filter(rule -> rule.role() == null
                        || caller.get() instanceof Caller known && known.role().holds(rule.role()))
                .isPresent();
        return new AuthorizationDecision(passes);
    }
}
