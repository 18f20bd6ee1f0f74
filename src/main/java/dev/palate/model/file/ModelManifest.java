package dev.palate.model.file;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.model.provenance.Provenance;
import dev.palate.model.provenance.Provenance.Origin;
import dev.palate.model.version.ModelVersion;
import dev.palate.model.version.NewVersion;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the model of a file was trained, as the JSON of one of its sections.
 *
 * @param hyperparameters by name
 * @param seed of initial weights, shuffling, dropout and latent noise
 * @param evaluation protocol and split that held users out, as training orders write them; null if the file does not say that
 * @param palate the version of Palate that trained it
 */
public record ModelManifest(
        String algorithm,
        JsonNode hyperparameters,
        long seed,
        @Nullable JsonNode evaluation,
        Data data,
        Conditions conditions,
        @Nullable String palate) {

    /** The section, which is the first one of a file that Palate writes. */
    public static final String SECTION = "palate.manifest";

    /** The section that the command {@code evaluate} writes in its place. */
    public static final String EVALUATION_SECTION = "palate.evaluation";

    private static final int MOST_BYTES = 1 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * The data that the model was trained on; null for everything that the file does not say.
     *
     * @param digest SHA-256 of ids and ratings: equal digests mean equal data
     * @param cutoff the time of the snapshot
     */
    public record Data(
            @Nullable Long ratingCount,
            @Nullable Integer userCount,
            @Nullable Integer itemCount,
            @Nullable String digest,
            @Nullable Instant cutoff) {

        static final Data UNKNOWN = new Data(null, null, null, null, null);
    }

    /**
     * The conditions of the training; null for everything that the file does not say.
     *
     * @param engine such as {@code palate} or {@code spark}
     * @param executors processes that shared the work
     * @param threads of one process
     * @param rounds after which the processes exchanged what they had learnt
     */
    public record Conditions(
            @Nullable String engine,
            @Nullable Integer executors,
            @Nullable Integer threads,
            @Nullable Double trainSeconds,
            @Nullable Integer rounds) {

        static final Conditions UNKNOWN = new Conditions(null, null, null, null, null);
    }

    /** The JSON, in which every field can be missing. */
    private record Read(
            @Nullable String algorithm,
            @Nullable JsonNode hyperparameters,
            @Nullable Long seed,
            @Nullable JsonNode evaluation,
            @Nullable Data data,
            @Nullable Conditions conditions,
            @Nullable String palate) {

        ModelManifest manifest(boolean declaresSplit) throws CorruptCheckpointException {
            if (algorithm == null || algorithm.isEmpty()) {
                throw new CorruptCheckpointException("its manifest names no algorithm");
            }
            ManifestValues.requireText("algorithm", algorithm);
            ManifestValues.requireText("palate", palate);
            Data knownData = data == null ? Data.UNKNOWN : data;
            Conditions knownConditions = conditions == null ? Conditions.UNKNOWN : conditions;
            ManifestValues.require(knownData);
            ManifestValues.require(knownConditions);
            return new ModelManifest(
                    algorithm,
                    Objects.requireNonNullElseGet(object(hyperparameters), JSON::createObjectNode),
                    seed == null ? 0 : seed,
                    declaresSplit ? object(evaluation) : null,
                    knownData,
                    knownConditions,
                    palate);
        }

        private static @Nullable JsonNode object(@Nullable JsonNode node) {
            return node == null || !node.isObject() || node.isEmpty() ? null : node;
        }
    }

    /** Of a version that is about to be published. */
    public static ModelManifest of(NewVersion version) {
        return of(version.algorithm(), version.trained().settings(), version.provenance());
    }

    /** Of a version; versions of early Palates held users out in a way that no manifest describes. */
    public static ModelManifest of(ModelVersion version) {
        ModelManifest manifest = of(version.algorithm(), version.hyperparameters(), version.provenance());
        return version.distinctLists() == null ? manifest.withoutEvaluation() : manifest;
    }

    private static ModelManifest of(String algorithm, Map<String, Object> hyperparameters, Provenance provenance) {
        JsonNode evaluation = provenance.request().path("evaluation");
        Origin origin = provenance.origin();
        return new ModelManifest(
                algorithm,
                JSON.valueToTree(hyperparameters),
                provenance.conditions().seed(),
                evaluation.isEmpty() ? null : evaluation,
                new Data(
                        provenance.data().ratingCount(),
                        provenance.data().userCount(),
                        provenance.data().itemCount(),
                        provenance.data().digest(),
                        provenance.data().cutoff()),
                new Conditions(
                        origin == null ? "palate" : origin.engine(),
                        origin == null ? null : origin.executors(),
                        provenance.conditions().threads(),
                        provenance.conditions().trainSeconds(),
                        origin == null ? null : origin.rounds()),
                provenance.platform().code());
    }

    private ModelManifest withoutEvaluation() {
        return new ModelManifest(algorithm, hyperparameters, seed, null, data, conditions, palate);
    }

    /**
     * Reads the section of a model file.
     *
     * @throws CorruptCheckpointException if there is none, it is not the JSON of a manifest, or a value cannot be stored
     */
    public static ModelManifest read(CheckpointReader sections) throws CorruptCheckpointException {
        boolean complete = sections.has(SECTION);
        if (!complete && !sections.has(EVALUATION_SECTION)) {
            throw new CorruptCheckpointException("it has no section " + SECTION
                    + ", so that it is not known which algorithm trained it; download it with format=palate from a Palate that"
                    + " adds the section");
        }
        try {
            Read read = JSON.readValue(sections.text(complete ? SECTION : EVALUATION_SECTION, MOST_BYTES), Read.class);
            if (read == null) {
                throw new CorruptCheckpointException("its manifest is null");
            }
            return read.manifest(complete);
        } catch (JacksonException e) {
            throw new CorruptCheckpointException("its manifest cannot be read: " + e.getOriginalMessage());
        }
    }

    public void write(CheckpointWriter checkpoint) throws IOException {
        checkpoint.text(SECTION, JSON.writeValueAsString(this));
    }
}
