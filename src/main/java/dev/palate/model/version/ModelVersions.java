package dev.palate.model.version;

import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.model.checkpoint.StoredCheckpoint;
import dev.palate.model.quality.ModelScores;
import dev.palate.model.version.ListedVersionRepository.Listed;
import dev.palate.problem.PageParameters;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
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
    private final ListedVersionRepository lists;
    private final Activations activations;
    private final ModelScores scores;
    private final Checkpoints checkpoints;
    private final Clock clock;

    ModelVersions(
            ModelVersionRepository rows,
            ListedVersionRepository lists,
            Activations activations,
            ModelScores scores,
            Checkpoints checkpoints,
            Clock clock) {
        this.rows = rows;
        this.lists = lists;
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
                .map(row -> row.version(
                        active,
                        scores.find(algorithm, version).orElse(null),
                        stored(Stream.of(row), ModelVersionEntity::checkpointId).get(row.checkpointId())));
    }

    /**
     * The id of the checkpoint of a version; empty if there is no such version.
     *
     * @throws DeletedCheckpointException if it is deleted
     */
    public Optional<Long> findCheckpoint(String algorithm, int version) {
        Optional<Long> checkpoint = rows.findCheckpointId(algorithm, version);
        if (checkpoint.isEmpty() && rows.existsById(new VersionId(algorithm, version))) {
            throw new DeletedCheckpointException(algorithm, version);
        }
        return checkpoint;
    }

    public Optional<Instant> findCreation(String algorithm, int version) {
        return rows.findCreation(algorithm, version);
    }

    /** Newest first. */
    public List<ModelVersionSummary> list(String algorithm, PageParameters page) {
        List<VersionId> active = activations.activeIds();
        List<Listed> listed = lists.list(algorithm, PageRequest.of(page.page(), page.size()));
        Map<Long, StoredCheckpoint> stored = stored(listed.stream(), Listed::checkpointId);
        return listed.stream()
                .map(row -> summary(row, active.contains(row.id()), stored.get(row.checkpointId())))
                .toList();
    }

    /** By id; a null id, of a deleted checkpoint, has none. */
    private <T> Map<Long, StoredCheckpoint> stored(Stream<T> rows, Function<T, @Nullable Long> checkpoint) {
        return new HashMap<>(
                checkpoints.find(rows.map(checkpoint).filter(Objects::nonNull).toList()));
    }

    /** The numbers of an algorithm's versions that have a checkpoint, newest first. */
    public List<Integer> loadable(String algorithm) {
        return rows.findLoadable(algorithm);
    }

    public long count(String algorithm) {
        return rows.countByIdAlgorithm(algorithm);
    }

    /**
     * Deletes a version and its checkpoint, in the caller's transaction, which holds {@link Activations#lockActive}.
     *
     * @return whether there was such a version
     */
    public boolean delete(String algorithm, int version) {
        Optional<Long> checkpoint = rows.findCheckpointId(algorithm, version);
        boolean deleted = rows.delete(algorithm, version) > 0;
        checkpoint.ifPresent(checkpoints::delete);
        return deleted;
    }

    /** Deletes the checkpoint of a version, which remains, in the caller's transaction, which holds {@link Activations#lockActive}. */
    public void deleteCheckpoint(String algorithm, int version) {
        Optional<Long> checkpoint = rows.findCheckpointId(algorithm, version);
        rows.clearCheckpoint(algorithm, version);
        checkpoint.ifPresent(checkpoints::delete);
    }

    private static ModelVersionSummary summary(Listed row, boolean active, @Nullable StoredCheckpoint checkpoint) {
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
                checkpoint == null ? null : checkpoint.byteCount());
    }
}
