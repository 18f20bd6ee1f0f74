package dev.palate.model;

import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.model.version.Activations;
import dev.palate.model.version.ModelVersion;
import dev.palate.model.version.ModelVersions;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Compares the active versions by their stored reports, without evaluating them again. */
@Service
public class ModelComparer {

    private final Activations activations;
    private final ModelVersions versions;

    ModelComparer(Activations activations, ModelVersions versions) {
        this.activations = activations;
        this.versions = versions;
    }

    /**
     * The active versions and the baselines, measured under one protocol.
     *
     * @param report protocol and results of the baselines; null if no version is active
     * @param models one row for each active version that was measured under that protocol
     */
    public record Comparison(@Nullable ProtocolReport report, List<Row> models) {}

    /**
     * An active version.
     *
     * @param sameSplit whether it was measured on the same users as {@code report}; if not, its metrics and those of the baselines
     *     are only roughly comparable
     */
    @Schema(name = "ComparedModel")
    public record Row(int version, boolean sameSplit, AlgorithmResult result) {}

    /** Compares under strong generalization. Split and baselines are those of the default model. */
    public Comparison compare() {
        List<Measured> measured = activations.activeIds().stream()
                .flatMap(active -> versions.find(active.algorithm(), active.version()).stream())
                .flatMap(ModelComparer::measured)
                .toList();
        if (measured.isEmpty()) {
            return new Comparison(null, List.of());
        }
        Measured latest = measured.get(0);
        List<Row> rows = measured.stream().map(each -> each.row(latest)).toList();
        return new Comparison(baselines(latest.report()), rows);
    }

    private static Stream<Measured> measured(ModelVersion version) {
        Optional<ProtocolReport> report = version.evaluation().find(Protocol.STRONG_GENERALIZATION);
        return report.map(found -> new Measured(version, found)).stream();
    }

    private static ProtocolReport baselines(ProtocolReport report) {
        return report.withResults(report.results().subList(1, report.results().size()));
    }

    private record Measured(ModelVersion version, ProtocolReport report) {

        Row row(Measured other) {
            AlgorithmResult own = report.results().get(0);
            AlgorithmResult named = new AlgorithmResult(
                    own.algorithm(), version.version(), own.hyperparameters(), own.metrics(), own.trainSeconds());
            return new Row(version.version(), onTheSplitOf(other), named);
        }

        private boolean onTheSplitOf(Measured other) {
            ProtocolReport theirs = other.report;
            String digest = version.provenance().data().digest();
            return digest != null
                    && digest.equals(other.version.provenance().data().digest())
                    && report.splitSeed() == theirs.splitSeed()
                    && report.trainUsers() == theirs.trainUsers()
                    && report.testUsers() == theirs.testUsers();
        }
    }
}
