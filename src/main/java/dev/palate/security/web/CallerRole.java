package dev.palate.security.web;

import dev.palate.security.Role;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The role of the caller, for responses that contain more for some roles. */
@Component
public class CallerRole {

    CallerRole() {}

    /** Whether the caller of the current request has a role or one that includes it. */
    public boolean includes(Role needed) {
        return SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller
                && caller.role().includes(needed);
    }
}
