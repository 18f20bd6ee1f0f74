package dev.palate.model.promotion;

import dev.palate.model.quality.ModelScores.Measured;
import dev.palate.model.version.VersionId;
import java.util.Map;
import java.util.Optional;

/**
 * What a measurement of a candidate says about it and about the versions in service.
 *
 * @param rule by which the decision was made
 * @param distinctLists the share of distinct lists of the candidate among up to 200 users
 * @param rival the active version of the algorithm when the candidate was measured, if there was one
 * @param own the score of the candidate; empty if no user could be tested
 * @param others new scores of active versions, for the same users
 */
public record Judgement(
        Promotion rule,
        PromotionDecision decision,
        double distinctLists,
        Optional<Integer> rival,
        Optional<Measured> own,
        Map<VersionId, Measured> others) {}
