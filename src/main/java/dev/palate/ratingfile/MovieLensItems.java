package dev.palate.ratingfile;

import dev.palate.ratingfile.ItemFormat.UnreadableRecordException;
import dev.palate.ratingfile.text.Delimiter;
import dev.palate.ratingfile.text.Encodings;
import dev.palate.ratingfile.text.FileFormat;
import dev.palate.ratingfile.text.Records;
import dev.palate.ratingfile.text.TextLayout;
import dev.palate.ratingfile.text.TextOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The item files of MovieLens' older releases, which no header describes. {@code movies.csv} is an ordinary CSV file. */
enum MovieLensItems {
    /** {@code u.item}: {@code id|title|release date|video date|address|} and a flag for each genre. */
    ML_100K(new Delimiter("|", false)) {
        @Override
        ItemRecord read(Records records) throws UnreadableRecordException {
            List<String> genres = new ArrayList<>();
            for (int k = 0; k < GENRES.size(); k++) {
                String flag = records.value(FIRST_GENRE + k);
                if (flag == null) {
                    throw new UnreadableRecordException("has fewer than " + (FIRST_GENRE + GENRES.size()) + " fields");
                }
                if (flag.equals("1")) {
                    genres.add(GENRES.get(k));
                }
            }
            String title = oneLine(records.value(1));
            Integer year = yearOfTitle(title);
            return new ItemRecord(
                    oneLine(records.raw(0)), title, year == null ? lastYear(oneLine(records.value(2))) : year, genres);
        }
    },
    /** {@code movies.dat}: {@code id::title::genre|genre}; a title may hold the separator. */
    ML_1M_10M(Delimiter.DOUBLE_COLON) {
        @Override
        ItemRecord read(Records records) throws UnreadableRecordException {
            String line = records.text();
            String separator = Delimiter.DOUBLE_COLON.text();
            int first = line.indexOf(separator);
            int last = line.lastIndexOf(separator);
            if (first == last) {
                throw new UnreadableRecordException("has fewer than 3 fields");
            }
            String title = line.substring(first + separator.length(), last).strip();
            String genres = line.substring(last + separator.length()).strip();
            return new ItemRecord(
                    line.substring(0, first),
                    title,
                    yearOfTitle(title),
                    genres.isEmpty() || genres.startsWith("(no genres") ? List.of() : List.of(genres.split("\\|")));
        }
    };

    private static final int FIRST_GENRE = 5;
    private static final List<String> GENRES =
            List.of(("unknown Action Adventure Animation Children's Comedy Crime Documentary Drama Fantasy Film-Noir "
                            + "Horror Musical Mystery Romance Sci-Fi Thriller War Western")
                    .split(" "));
    private static final Pattern YEAR = Pattern.compile("\\((\\d{4})[^()]*\\)\\s*$");
    private static final Pattern PLAIN_YEAR = Pattern.compile("\\d{1,4}");
    private static final Pattern LAST_YEAR = Pattern.compile("(\\d{4})$");

    @SuppressWarnings("ImmutableEnumChecker") // a delimiter has no state that changes
    private final Delimiter delimiter;

    MovieLensItems(Delimiter delimiter) {
        this.delimiter = delimiter;
    }

    static @Nullable MovieLensItems named(String fileName) {
        return switch (fileName) {
            case "u.item" -> ML_100K;
            case "movies.dat" -> ML_1M_10M;
            default -> null;
        };
    }

    abstract ItemRecord read(Records records) throws UnreadableRecordException;

    /** Without names of columns: records may have any number of fields, and {@link #read} checks them. */
    TextLayout layout(TextOptions text) {
        return new TextLayout(FileFormat.CSV, Encodings.named(text.encoding()), delimiter, false, List.of());
    }

    /** The year as written, else the one that the title ends with. */
    static @Nullable Integer year(@Nullable String written, String title) throws UnreadableRecordException {
        if (written == null || written.isEmpty()) {
            return yearOfTitle(title);
        }
        if (!PLAIN_YEAR.matcher(written).matches()) {
            throw new UnreadableRecordException("the year must be a whole number from 0 to 9999, not " + written);
        }
        return Integer.valueOf(written);
    }

    /** The text without line breaks, which a quoted title may hold. */
    static String oneLine(@Nullable String text) {
        return text == null ? "" : text.indexOf('\n') < 0 ? text : text.replaceAll("\\s*\\n\\s*", " ");
    }

    static @Nullable Integer yearOfTitle(String title) {
        return group(YEAR.matcher(title));
    }

    static @Nullable Integer lastYear(String releaseDate) {
        return group(LAST_YEAR.matcher(releaseDate));
    }

    private static @Nullable Integer group(Matcher matcher) {
        return matcher.find() ? Integer.valueOf(matcher.group(1)) : null;
    }
}
