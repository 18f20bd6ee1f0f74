package dev.palate.importing;

import dev.palate.catalogue.Item;
import dev.palate.problem.ExternalId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of items in the releases of MovieLens, known by their names. */
enum ItemSyntax {
    /** {@code id|title|release date|video date|address|} and a flag for each genre. */
    ML_100K("u.item", false) {
        @Override
        LineSplitter splitter() {
            return LineSplitter.plain("|");
        }

        @Override
        Item item(LineSplitter line, int fields) throws BadLineException {
            require(fields >= FIRST_GENRE + GENRES.size(), fields);
            List<String> genres = new ArrayList<>();
            for (int k = 0; k < GENRES.size(); k++) {
                if (line.field(FIRST_GENRE + k).equals("1")) {
                    genres.add(GENRES.get(k));
                }
            }
            Integer year = year(line.field(1));
            return checked(line.field(0), line.field(1), year == null ? lastYear(line.field(2)) : year, genres);
        }
    },
    /** {@code id::title::genre|genre}. */
    ML_1M_10M("movies.dat", false) {
        @Override
        LineSplitter splitter() {
            return LineSplitter.plain("::");
        }

        @Override
        Item item(LineSplitter line, int fields) throws BadLineException {
            require(fields == 3, fields);
            return checked(line.field(0), line.field(1), year(line.field(1)), genres(line.field(2)));
        }
    },
    /** CSV with a header: {@code movieId,title,genres}. */
    ML_20M_AND_LATER("movies.csv", true) {
        @Override
        LineSplitter splitter() {
            return LineSplitter.csv(",");
        }

        @Override
        Item item(LineSplitter line, int fields) throws BadLineException {
            require(fields == 3, fields);
            return checked(line.field(0), line.field(1), year(line.field(1)), genres(line.field(2)));
        }
    };

    private static final int LONGEST_TITLE = 500;
    private static final int LONGEST_CATEGORY = 100;
    private static final int MOST_CATEGORIES = 50;
    private static final int FIRST_GENRE = 5;
    private static final List<String> GENRES = List.of(
            "unknown",
            "Action",
            "Adventure",
            "Animation",
            "Children's",
            "Comedy",
            "Crime",
            "Documentary",
            "Drama",
            "Fantasy",
            "Film-Noir",
            "Horror",
            "Musical",
            "Mystery",
            "Romance",
            "Sci-Fi",
            "Thriller",
            "War",
            "Western");
    private static final String NO_GENRES = "(no genres listed)";
    private static final Pattern YEAR = Pattern.compile("\\((\\d{4})[^()]*\\)\\s*$");
    private static final Pattern PLAIN_YEAR = Pattern.compile("\\d{1,4}");
    private static final Pattern LAST_YEAR = Pattern.compile("(\\d{4})$");

    private final String fileName;
    private final boolean header;

    ItemSyntax(String fileName, boolean header) {
        this.fileName = fileName;
        this.header = header;
    }

    static @Nullable ItemSyntax of(Part part) {
        return Arrays.stream(values())
                .filter(syntax -> syntax.fileName.equals(part.name()))
                .findAny()
                .orElse(null);
    }

    /** Reads its lines. */
    ItemFields fields() {
        LineSplitter splitter = splitter();
        return (line, number) -> header && number == 1 ? null : item(splitter, splitter.split(line));
    }

    abstract LineSplitter splitter();

    abstract Item item(LineSplitter line, int fields) throws BadLineException;

    static Item checked(String id, String title, @Nullable Integer year, List<String> genres) throws BadLineException {
        if (!ExternalId.Check.isValid(id)) {
            throw new BadLineException("the id must have 1 to 200 characters and no control characters");
        }
        if (!isText(title, LONGEST_TITLE)) {
            throw new BadLineException("the title must have 1 to 500 characters and no control characters");
        }
        if (genres.size() > MOST_CATEGORIES || !genres.stream().allMatch(genre -> isText(genre, LONGEST_CATEGORY))) {
            throw new BadLineException(
                    "there may be 50 categories, each of 1 to 100 characters and no control characters");
        }
        return new Item(id, title, year, genres);
    }

    private static boolean isText(String text, int longest) {
        return !text.isBlank() && text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
    }

    /** The year as written, else the one that the title ends with. */
    static @Nullable Integer yearOf(String written, String title) throws BadLineException {
        if (written.isEmpty()) {
            return year(title);
        }
        if (!PLAIN_YEAR.matcher(written).matches()) {
            throw new BadLineException("the year must be a whole number from 0 to 9999, not " + written);
        }
        return Integer.valueOf(written);
    }

    private static void require(boolean fitting, int fields) throws BadLineException {
        if (!fitting) {
            throw new BadLineException("has " + fields + " fields, not as many as an item");
        }
    }

    private static List<String> genres(String field) {
        return field.isEmpty() || field.equals(NO_GENRES) ? List.of() : List.of(field.split("\\|"));
    }

    private static @Nullable Integer year(String title) {
        return group(YEAR.matcher(title));
    }

    private static @Nullable Integer lastYear(String releaseDate) {
        return group(LAST_YEAR.matcher(releaseDate));
    }

    private static @Nullable Integer group(Matcher matcher) {
        return matcher.find() ? Integer.valueOf(matcher.group(1)) : null;
    }
}
