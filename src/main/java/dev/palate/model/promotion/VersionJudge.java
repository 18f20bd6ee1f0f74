package dev.palate.model.promotion;

import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.EvaluationSettings.HoldOut;
import dev.palate.core.evaluation.PairedTest;
import dev.palate.core.evaluation.PairedTest.Lead;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.model.RemappedScorer;
import dev.palate.model.promotion.Evidence.Rival;
import dev.palate.model.quality.DistinctLists;
import dev.palate.model.quality.ModelQuality;
import dev.palate.model.quality.ModelScores.Measured;
import dev.palate.model.serving.ServedModel;
import dev.palate.model.serving.ServedModels;
import dev.palate.model.version.Activations;
import dev.palate.model.version.ModelVersions;
import dev.palate.model.version.VersionId;
import dev.palate.problem.ProblemException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/**
 * Measures a candidate, popularity and the versions in service on the same users now, before the candidate is published. A stored
 * figure of another split is never compared.
 */
@Service
public class VersionJudge {

    private static final Logger log = LoggerFactory.getLogger(VersionJudge.class);

    private final Activations activations;
    private final ModelVersions versions;
    private final ServedModels served;

    VersionJudge(Activations activations, ModelVersions versions, ServedModels served) {
        this.activations = activations;
        this.versions = versions;
        this.served = served;
    }

    /**
     * Measures and decides.
     *
     * @param obstacle why the data do not allow a comparison, if that is known
     */
    public Judgement judge(VersionCandidate candidate, Promotion rule, Optional<String> obstacle) {
        PairedTest test = candidate.test();
        double distinct = DistinctLists.share(candidate.model(), candidate.ratings());
        List<Compared> compared = activations.activeIds().stream()
                .flatMap(id -> compare(candidate, id).stream())
                .toList();
        Optional<Rival> rival = compared.stream()
                .filter(found -> found.id().algorithm().equals(candidate.algorithm()))
                .findFirst()
                .map(found -> new Rival(found.id().version(), found.lead(), !found.untrained()));
        Evidence evidence = new Evidence(
                candidate.algorithm(),
                test.metric(),
                test.userCount(),
                test.skipped(),
                test.overPopularity(),
                ModelQuality.isSameForEverybody(
                        distinct, test.overPopularity().difference().mean()),
                rival,
                obstacle);
        return new Judgement(
                rule,
                PromotionDecision.of(rule, evidence),
                distinct,
                rival.map(Rival::version),
                measured(test, test.overPopularity().value()),
                others(test, compared));
    }

    /**
     * Decides about a model that cannot be measured.
     *
     * @param distinctLists the share of distinct lists of the model
     * @param reason why it cannot be measured, as the end of a sentence
     */
    public Judgement judgeUnmeasured(String algorithm, Promotion rule, double distinctLists, String reason) {
        Optional<Integer> rival = activations.activeIds().stream()
                .filter(id -> id.algorithm().equals(algorithm))
                .map(VersionId::version)
                .findFirst();
        return new Judgement(
                rule, PromotionDecision.unmeasured(rule, reason), distinctLists, rival, Optional.empty(), Map.of());
    }

    /**
     * An active version on the users of a candidate.
     *
     * @param untrained whether it was not trained on these users
     * @param lead of the candidate; null if the version cannot be loaded
     */
    private record Compared(
            VersionId id, boolean untrained, @Nullable Lead lead) {}

    /** Empty for a version of another algorithm that was trained on the candidate's users: its score would say nothing. */
    private Optional<Compared> compare(VersionCandidate candidate, VersionId id) {
        boolean untrained = isUntrainedOn(candidate, id);
        return untrained || id.algorithm().equals(candidate.algorithm())
                ? Optional.of(new Compared(id, untrained, lead(candidate, id)))
                : Optional.empty();
    }

    private static Map<VersionId, Measured> others(PairedTest test, List<Compared> compared) {
        Map<VersionId, Measured> scores =
                new TreeMap<>(Comparator.comparing(VersionId::algorithm).thenComparing(VersionId::version));
        for (Compared found : compared) {
            Lead lead = found.lead();
            if (found.untrained() && lead != null) {
                measured(test, lead.other()).ifPresent(score -> scores.put(found.id(), score));
            }
        }
        return scores;
    }

    private static Optional<Measured> measured(PairedTest test, double value) {
        return test.userCount() == 0
                ? Optional.empty()
                : Optional.of(
                        new Measured(test.metric(), value, test.overPopularity().other(), test.userCount()));
    }

    /** The lead of a candidate over an active version; null if that version cannot be loaded. */
    private @Nullable Lead lead(VersionCandidate candidate, VersionId id) {
        try {
            ServedModel model = served.version(id.algorithm(), id.version());
            int[] source = candidate.items().ids().stream()
                    .mapToInt(model.items()::indexOf)
                    .toArray();
            return candidate.test().over(RemappedScorer.of(model.scorer(), source));
        } catch (ProblemException e) {
            log.warn("Version {} cannot be compared with a new one: {}", id, e.getMessage());
            return null;
        }
    }

    /**
     * Whether a version held the users of the candidate out, so that it was not trained on them. A user with too few relevant items is
     * trained on, so that a version with a higher threshold may have been trained on users that the candidate holds out.
     */
    private boolean isUntrainedOn(VersionCandidate candidate, VersionId id) {
        EvaluationSettings settings = candidate.evaluation().orElse(null);
        return settings != null
                && versions.find(id.algorithm(), id.version())
                        // Earlier versions of Palate held users out by the order of their rows.
                        .filter(version -> version.distinctLists() != null)
                        .map(version -> version.provenance().request().path("evaluation"))
                        .filter(evaluation -> heldOut(evaluation, settings))
                        .isPresent();
    }

    private static boolean heldOut(JsonNode evaluation, EvaluationSettings settings) {
        return evaluation.path("protocol").asString("").equals(Protocol.STRONG_GENERALIZATION.id())
                && evaluation.path("threshold").asDouble(Double.MAX_VALUE) <= settings.threshold()
                && holdOut(evaluation).equals(settings.holdOut());
    }

    private static HoldOut holdOut(JsonNode evaluation) {
        return new HoldOut(
                evaluation.path("validationShare").asDouble(0),
                evaluation.path("testShare").asDouble(0),
                evaluation.path("heldOutShare").asDouble(0),
                evaluation.path("splitSeed").asLong(0));
    }
}
