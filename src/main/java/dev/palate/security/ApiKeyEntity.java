package dev.palate.security;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The row of a key. */
@Entity
@Table(name = "api_keys")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields.
class ApiKeyEntity {

    @Id
    private String id;

    private String name;

    @Enumerated(EnumType.STRING)
    @Column(columnDefinition = "text")
    private Role role;

    private byte[] sha256;
    private Instant createdAt;
    private @Nullable Instant expiresAt;
    private @Nullable Instant revokedAt;

    protected ApiKeyEntity() {}

    ApiKeyEntity(ApiKey key, byte[] sha256) {
        this.id = key.id();
        this.name = key.name();
        this.role = key.role();
        this.sha256 = sha256;
        this.createdAt = key.createdAt();
        this.expiresAt = key.expiresAt();
        this.revokedAt = key.revokedAt();
    }

    ApiKey key() {
        return new ApiKey(id, name, role, createdAt, expiresAt, revokedAt);
    }

    StoredKey stored() {
        return new StoredKey(key(), sha256);
    }
}
