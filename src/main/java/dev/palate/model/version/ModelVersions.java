package dev.palate.model.version;

import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.model.checkpoint.StoredCheckpoint;
import dev.palate.model.quality.ModelScores;
import dev.palate.model.version.ModelVersionRepository.Listed;
import dev.palate.problem.PageParameters;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Component;

/**
 * Model versions through Spring Data JPA, because a version is one record with an identity that is published, read and deleted
 * as a whole. Lists read no evaluations, epochs or provenances, which are large.
 */
@Component
public class ModelVersions {

    private final ModelVersionRepository rows;
    private final Activations activations;
    private final ModelScores scores;
    private final Checkpoints checkpoints;
    private final Clock clock;

    ModelVersions(
            ModelVersionRepository rows,
            Activations activations,
            ModelScores scores,
            Checkpoints checkpoints,
            Clock clock) {
        this.rows = rows;
        this.scores = scores;
        this.activations = activations;
        this.checkpoints = checkpoints;
        this.clock = clock;
    }

    public void insert(int number, NewVersion version, StoredCheckpoint checkpoint, @Nullable HeldOutScore score) {
        rows.saveAndFlush(new ModelVersionEntity(number, version, checkpoint.id(), score, clock.instant()));
    }

    public Optional<ModelVersion> find(String algorithm, int version) {
        VersionId id = new VersionId(algorithm, version);
        boolean active = activations.activeIds().contains(id);
        return rows.findById(id)
                .flatMap(row -> checkpoints.find(List.of(row.checkpointId())).values().stream()
                        .findFirst()
                        .map(checkpoint -> row.version(
                                active, scores.find(algorithm, version).orElse(null), checkpoint)));
    }

    /** The id of the checkpoint of a version. */
    public Optional<Long> findCheckpoint(String algorithm, int version) {
        return rows.findCheckpointId(new VersionId(algorithm, version));
    }

    public Optional<Instant> findCreation(String algorithm, int version) {
        return rows.findCreation(new VersionId(algorithm, version));
    }

    /** Newest first. */
    public List<ModelVersionSummary> list(String algorithm, PageParameters page) {
        List<VersionId> active = activations.activeIds();
        List<Listed> listed = rows.list(algorithm, PageRequest.of(page.page(), page.size()));
        Map<Long, StoredCheckpoint> stored =
                checkpoints.find(listed.stream().map(Listed::checkpointId).toList());
        return listed.stream()
                .flatMap(row -> Stream.ofNullable(stored.get(row.checkpointId()))
                        .map(checkpoint -> summary(row, active.contains(row.id()), checkpoint)))
                .toList();
    }

    /** The numbers of an algorithm's versions, newest first. */
    public List<Integer> numbers(String algorithm) {
        return rows.findNumbers(algorithm);
    }

    public long count(String algorithm) {
        return rows.countByIdAlgorithm(algorithm);
    }

    /**
     * Deletes a version, in the caller's transaction, which holds {@link Activations#lockActive}.
     *
     * @return its checkpoint, which nothing refers to any more; empty if there is no such version
     */
    public Optional<Long> delete(String algorithm, int version) {
        Optional<Long> checkpoint = findCheckpoint(algorithm, version);
        rows.delete(new VersionId(algorithm, version));
        return checkpoint;
    }

    private static ModelVersionSummary summary(Listed row, boolean active, StoredCheckpoint checkpoint) {
        HeldOutScore score = row.score();
        return new ModelVersionSummary(
                row.id().version(),
                active,
                row.createdAt(),
                row.jobId(),
                row.hyperparameters(),
                score == null ? null : score.metric(),
                score == null ? null : score.value(),
                score == null ? null : score.popularity(),
                checkpoint.byteCount());
    }
}
