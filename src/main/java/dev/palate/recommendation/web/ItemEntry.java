package dev.palate.recommendation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.palate.core.newitem.Attribute;
import dev.palate.core.newitem.HashedAttributes.Contribution;
import dev.palate.recommendation.Fade;
import dev.palate.recommendation.RecommendedItem;
import dev.palate.recommendation.scoring.Reason;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One item of a list as JSON.
 *
 * @param score comparable only with other scores of the same list; null for a pinned item that the model does not know
 * @param pinned true for an item that a scenario has moved to its rank; otherwise absent
 * @param boost the factor of the boost; absent without one, or unless requested with the reasons
 * @param faded why the score is lower than the model's; absent if it is not, or unless requested with the reasons
 * @param because the ratings and interactions that contributed to it, the strongest first; absent unless requested
 * @param attributes those that contributed most to a new item, the strongest first; absent unless requested
 */
record ItemEntry(
        int rank,
        String itemId,
        String title,
        @Nullable Integer year,
        List<String> categories,
        @Nullable Float score,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean pinned,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Float boost,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Fade faded,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Reason> because,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<AttributeReason> attributes) {

    /**
     * An attribute of an item without ratings.
     *
     * @param kind such as {@code category}
     * @param contribution what it adds to the score that the attributes predict, compared with the mean score of all items
     */
    record AttributeReason(
            @Schema(example = "category") String kind,
            @Schema(example = "Drama") String value,
            float contribution) {

        static AttributeReason of(Contribution contribution) {
            Attribute attribute = contribution.attribute();
            return new AttributeReason(attribute.kind().label(), attribute.value(), contribution.added());
        }
    }

    static List<ItemEntry> of(List<RecommendedItem> items, boolean explained) {
        return items.stream().map(item -> of(item, explained)).toList();
    }

    private static ItemEntry of(RecommendedItem recommended, boolean explained) {
        return new ItemEntry(
                recommended.rank(),
                recommended.item().id(),
                recommended.item().title(),
                recommended.item().year(),
                recommended.item().categories(),
                Float.isNaN(recommended.score()) ? null : recommended.score(),
                recommended.adjustment().pinned() ? true : null,
                explained && recommended.adjustment().boost() != 1
                        ? recommended.adjustment().boost()
                        : null,
                explained ? recommended.adjustment().fade() : null,
                explained ? recommended.because() : null,
                explained && recommended.isNew()
                        ? recommended.attributes().stream()
                                .map(AttributeReason::of)
                                .toList()
                        : null);
    }
}
