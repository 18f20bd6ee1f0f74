package dev.palate.model.version;

import dev.palate.model.version.Activation.Cause;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** The row of an entry of the activation log. */
@Entity
@Immutable
@Table(name = "model_activations")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields.
class ActivationEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String algorithm;
    private int version;
    private @Nullable Integer previousVersion;

    @Enumerated(EnumType.STRING)
    @Column(columnDefinition = "text")
    private Cause cause;

    private String reason;
    private Instant activatedAt;

    protected ActivationEntity() {}

    ActivationEntity(VersionId id, @Nullable Integer previousVersion, Cause cause, String reason, Instant activatedAt) {
        this.algorithm = id.algorithm();
        this.version = id.version();
        this.previousVersion = previousVersion;
        this.cause = cause;
        this.reason = reason;
        this.activatedAt = activatedAt;
    }

    Activation activation() {
        return new Activation(algorithm, version, previousVersion, cause.id(), reason, activatedAt);
    }
}
