package dev.palate.security.web;

import dev.palate.security.ApiKey;
import dev.palate.security.Role;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** The sender of a request: a key, or any program on this machine while there is no key. */
final class Caller extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;
    private static final Caller LOCAL = new Caller("local", "", Role.ADMIN);

    private final String id;
    private final String keyName;
    private final Role role;

    private Caller(String id, String keyName, Role role) {
        super(List.of());
        this.id = id;
        this.keyName = keyName;
        this.role = role;
        setAuthenticated(true);
    }

    static Caller of(ApiKey key) {
        return new Caller(key.id(), key.name(), key.role());
    }

    static Caller local() {
        return LOCAL;
    }

    /** The caller of the current request, which has passed a rule that needs a role. */
    static Caller current() {
        return (Caller) Objects.requireNonNull(
                SecurityContextHolder.getContext().getAuthentication(), "the call needs no role");
    }

    /** Of the key; empty without one. */
    String keyName() {
        return keyName;
    }

    Role role() {
        return role;
    }

    @SuppressWarnings("ReferenceEquality") // there is one local caller
    boolean hasKey() {
        return this != LOCAL;
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public String getPrincipal() {
        return id;
    }
}
