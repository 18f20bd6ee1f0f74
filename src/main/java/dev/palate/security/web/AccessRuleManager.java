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

/** Authorizes calls by the {@link AccessRules}. A call without a rule is rejected. */
final class AccessRuleManager implements AuthorizationManager<RequestAuthorizationContext> {

    private final AccessRules rules;

    AccessRuleManager(AccessRules rules) {
        this.rules = rules;
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext context) {
        HttpMethod method = HttpMethod.valueOf(context.getRequest().getMethod());
        PathContainer path = ServletRequestPathUtils.parse(context.getRequest()).pathWithinApplication();
        boolean granted = rules.find(method, path)
                .filter(rule -> rule.role() == null
                        || (caller.get() instanceof Caller known && known.role().includes(rule.role())))
                .isPresent();
        return new AuthorizationDecision(granted);
    }
}
