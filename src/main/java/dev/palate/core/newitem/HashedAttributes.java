package dev.palate.core.newitem;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.newitem.Attribute.Kind;
import dev.palate.core.random.CounterRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of items, numbered by a hash with a sign (Weinberger et al. 2009): a new word has a number without any dictionary, and
 * the memory does not depend on the number of words. Adding an attribute takes a {@link Kind} and a line in {@link #of}.
 */
public final class HashedAttributes {

    /** How many numbers there are. */
    public static final int SIZE = 1024;

    private static final int MOST_WORDS = 64;
    private static final int MOST_VALUES = 128;
    private static final Pattern TITLE_AND_YEAR = Pattern.compile("(.*)\\((\\d{4})\\)\\s*");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private HashedAttributes() {}

    /** The attributes of an item, each once. */
    public static Set<Attribute> of(ItemDescription item) {
        Set<Attribute> attributes = new LinkedHashSet<>();
        List<String> categories = item.categories().stream().distinct().sorted().toList();
        categories.forEach(category -> attributes.add(new Attribute(Kind.CATEGORY, category)));
        if (categories.size() > 1) {
            attributes.add(new Attribute(Kind.CATEGORIES, String.join(", ", categories)));
        }
        Matcher dated = TITLE_AND_YEAR.matcher(item.title());
        boolean endsWithYear = dated.matches();
        Integer year = year(item, endsWithYear ? dated : null);
        if (year != null) {
            addYear(year, categories, attributes);
        }
        Matcher words = WORD.matcher((endsWithYear ? dated.group(1) : item.title()).toLowerCase(Locale.ROOT));
        for (int word = 0; word < MOST_WORDS && words.find(); word++) {
            attributes.add(new Attribute(Kind.TITLE_WORD, words.group()));
        }
        ValueTexts.of(item.values()).stream()
                .limit(MOST_VALUES)
                .forEach(value -> attributes.add(new Attribute(Kind.ATTRIBUTE, value)));
        if (item.text() != null) {
            addWords(item.text(), attributes);
        }
        return attributes;
    }

    private static void addWords(String text, Set<Attribute> attributes) {
        Matcher words = WORD.matcher(text.toLowerCase(Locale.ROOT));
        int most = attributes.size() + MOST_WORDS;
        while (attributes.size() < most && words.find()) {
            attributes.add(new Attribute(Kind.DESCRIPTION, words.group()));
        }
    }

    private static @Nullable Integer year(ItemDescription item, @Nullable Matcher dated) {
        return item.year() != null || dated == null ? item.year() : Integer.valueOf(dated.group(2));
    }

    private static void addYear(int year, List<String> categories, Set<Attribute> attributes) {
        int decade = Math.floorDiv(year, 10) * 10;
        attributes.add(new Attribute(Kind.YEAR, Integer.toString(year)));
        attributes.add(new Attribute(Kind.DECADE, decade + "s"));
        categories.forEach(
                category -> attributes.add(new Attribute(Kind.CATEGORY_IN_DECADE, category + ", " + decade + "s")));
    }

    /** The item as a row of the regression; attributes with the same number add up. */
    private static SparseVector row(Set<Attribute> attributes) {
        Map<Integer, Float> values = new TreeMap<>();
        attributes.forEach(attribute -> values.merge(index(attribute), value(attribute), Float::sum));
        int[] indexes = new int[values.size()];
        float[] row = new float[values.size()];
        int size = 0;
        for (Map.Entry<Integer, Float> entry : values.entrySet()) {
            indexes[size] = entry.getKey();
            row[size++] = entry.getValue();
        }
        return SparseVector.of(indexes, row);
    }

    public static SparseVector row(ItemDescription item) {
        return row(of(item));
    }

    /** {@code [items x SIZE]}. */
    public static RatingMatrix rows(List<ItemDescription> items) {
        return RatingMatrix.of(SIZE, items.stream().map(HashedAttributes::row).toList());
    }

    /** The attributes of an item by what they add to its score, the greatest first, without those that lower it. */
    public static List<Contribution> contributions(ItemDescription item, AttributeRegression.Taste taste) {
        List<Contribution> contributions = new ArrayList<>();
        for (Attribute attribute : of(item)) {
            float added = taste.contribution(index(attribute), value(attribute));
            if (added > 0) {
                contributions.add(new Contribution(attribute, added));
            }
        }
        contributions.sort((a, b) -> Float.compare(b.added(), a.added()));
        return contributions;
    }

    /** @param added to the score of the item, compared with the mean score of all known items */
    public record Contribution(Attribute attribute, float added) {}

    private static int index(Attribute attribute) {
        return (int) (hash(attribute) >>> 1) & (SIZE - 1);
    }

    private static float value(Attribute attribute) {
        return (hash(attribute) & 1) == 0
                ? attribute.kind().weight()
                : -attribute.kind().weight();
    }

    private static long hash(Attribute attribute) {
        CounterRandom mixer = CounterRandom.splitMix(attribute.kind().code());
        long hash = 0;
        String value = attribute.value();
        for (int at = 0; at < value.length(); at++) {
            hash = hash * 31 + value.charAt(at);
        }
        return mixer.bits(hash);
    }
}
