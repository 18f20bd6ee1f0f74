package dev.palate.security.web;

import dev.palate.overload.Permission;
import dev.palate.security.UsableKeys;
import java.util.function.BooleanSupplier;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** A caller may get the rest of a response while its key is usable. */
@Component
class CallerAccess implements Permission {

    private final UsableKeys keys;

    CallerAccess(UsableKeys keys) {
        this.keys = keys;
    }

    /** True until the key of the request is revoked or expires or, if it has none, until the first key is created. */
    @Override
    public BooleanSupplier ofThisRequest() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller && caller.hasKey()
                ? () -> keys.isUsable(caller.getPrincipal())
                : keys::isOpen;
    }
}
