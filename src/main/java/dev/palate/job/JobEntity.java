package dev.palate.job;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A job's row. {@link AttemptStore} writes it while the job is executed. */
@Entity
@Table(name = "jobs")
@DynamicUpdate
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // Hibernate sets the fields, and queries use them.
class JobEntity {

    @Id
    private UUID id;

    private String kind;

    @Enumerated(EnumType.STRING)
    @Column(columnDefinition = "text")
    private JobState state;

    private @Nullable String idempotencyKey;

    @Column(name = "request_sha256")
    private @Nullable String requestSha256;

    private boolean cancelRequested;
    private int attempt;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(columnDefinition = "text[]")
    private List<String> warnings;

    private @Nullable String failure;
    private Instant submittedAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;

    protected JobEntity() {}

    UUID id() {
        return id;
    }

    JobState state() {
        return state;
    }

    /** A job of an earlier version of Palate has no digest: its key alone decides. */
    boolean isOf(JobRequest request) {
        return requestSha256 == null || requestSha256.equals(request.sha256());
    }

    /** Ends a waiting job; marks a running one for the process that executes it. */
    void cancel(Instant now) {
        cancelRequested = true;
        if (state == JobState.QUEUED) {
            state = JobState.CANCELLED;
            endedAt = now;
        }
    }

    Job view() {
        return new Job(
                id, state, attempt, cancelRequested, List.copyOf(warnings), failure, submittedAt, startedAt, endedAt);
    }
}
