package dev.palate.importing;

import dev.palate.attribute.Attributes;
import dev.palate.catalogue.Item;
import dev.palate.importing.file.Detected;
import dev.palate.importing.file.FileTypes.FoundType;
import dev.palate.ratingfile.Inspection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an import of a file would find, judged by its first rows.
 *
 * @param detected how the file is read; null if it cannot be read
 * @param preview the first rows as the file has them, with its columns; null if it is no text
 * @param sample what the first rows contain
 * @param rejections the first rows that would be rejected
 * @param problems what is wrong, and which option helps; empty if nothing is
 */
public record ImportCheck(
        @Nullable Detected detected,
        @Nullable Inspection preview,
        Sample sample,
        List<Rejection> rejections,
        List<String> problems) {

    /**
     * The first rows of the file.
     *
     * @param ratings the first valid ratings, on the configured scale
     * @param interactions the first valid interactions
     * @param types the types of the interactions that were read, the most frequent first
     * @param items the first valid items
     * @param users the first valid users
     * @param itemsRead the valid items of the whole file
     * @param rowsRead ratings, interactions or users that were read for this check, at most about 1,000
     * @param rowsRejected how many rows of them, and of the items, would be rejected
     * @param lowestRating on the scale of the file; null if no rating is a number
     * @param highestRating on the scale of the file; null if no rating is a number
     */
    public record Sample(
            List<SampleRating> ratings,
            List<SampleInteraction> interactions,
            List<FoundType> types,
            List<Item> items,
            List<SampleUser> users,
            long itemsRead,
            long rowsRead,
            long rowsRejected,
            @Nullable Double lowestRating,
            @Nullable Double highestRating) {

        static final Sample EMPTY =
                new Sample(List.of(), List.of(), List.of(), List.of(), List.of(), 0, 0, 0, null, null);
    }

    /** A user with the attributes of the file. */
    public record SampleUser(String userId, Attributes attributes) {}

    /** A rating as it would be stored. */
    public record SampleRating(String userId, String itemId, float value, Instant ratedAt) {}

    /** An interaction as it would be stored. */
    public record SampleInteraction(
            String userId,
            String itemId,
            String type,
            @Nullable Float value,
            Instant at) {}
}
