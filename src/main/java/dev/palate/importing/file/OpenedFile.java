package dev.palate.importing.file;

import dev.palate.ratingfile.DetectedFormat;
import dev.palate.ratingfile.Inspection;
import dev.palate.ratingfile.ItemFormat;
import dev.palate.ratingfile.NoRatingColumnException;
import dev.palate.ratingfile.RatingFormat;
import dev.palate.ratingfile.ReadOptions;
import dev.palate.ratingfile.SelectedFiles;
import dev.palate.ratingfile.UserFormat;
import dev.palate.ratingfile.source.FileSet;
import dev.palate.ratingfile.source.RatingFileException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The file, folder or archive of an import: what it contains, and in which format. */
public final class OpenedFile implements AutoCloseable {

    private final FileSet files;
    private final ReadOptions options;
    private final SelectedFiles selected;
    private @Nullable ItemFormat itemFormat;
    private @Nullable UserFormat userFormat;

    private OpenedFile(FileSet files, ReadOptions options, SelectedFiles selected) {
        this.files = files;
        this.options = options;
        this.selected = selected;
    }

    /**
     * @throws RatingFileException if it contains nothing that can be imported
     */
    public static OpenedFile open(ImportSource source, ImportOptions options, int maximumExpansion) throws IOException {
        FileSet files = FileSet.open(source.file(), source.name(), maximumExpansion);
        try {
            ReadOptions read = options.readOptions();
            return new OpenedFile(files, read, SelectedFiles.of(files, read, options.content()));
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }

    public SelectedFiles selected() {
        return selected;
    }

    /** The format of the file of items; null if there is none. */
    @Nullable
    public ItemFormat itemFormat() {
        if (itemFormat == null && selected.items() != null) {
            itemFormat = ItemFormat.detect(selected.items(), options);
        }
        return itemFormat;
    }

    /** The format of the file of users; null if there is none. */
    @Nullable
    public UserFormat userFormat() {
        if (userFormat == null && selected.users() != null) {
            userFormat = UserFormat.detect(selected.users(), options);
        }
        return userFormat;
    }

    /**
     * The format of the file of ratings or interactions; null if there is none.
     *
     * @throws RatingFileException if it lacks a column; one without ratings says how to import it as interactions
     */
    @Nullable
    public RatingFormat ratingFormat() {
        try {
            return selected.ratings() == null ? null : RatingFormat.detect(selected.ratings(), options);
        } catch (NoRatingColumnException e) {
            String column = e.typeColumn();
            String kind = column == null ? "\"type\": \"purchase\"" : "\"typeColumn\": \"" + column + "\"";
            String parameter = column == null ? "type=purchase" : "typeColumn=" + column;
            throw new RatingFileException(
                    e.getMessage()
                            + " If its rows are events such as views or purchases, import it as interactions: POST"
                            + " /imports?kind=interactions&" + parameter + "&unknownItems=create for an upload, or"
                            + " {\"path\": \"...\", \"kind\": \"interactions\", " + kind
                            + ", \"unknownItems\": \"create\"} for a file of the server.",
                    e);
        }
    }

    /** The attributes without a type whose values were of several kinds in the rows that were read, with these kinds. */
    public Map<String, Set<String>> mixedAttributes() {
        Map<String, Set<String>> mixed = new TreeMap<>();
        if (itemFormat != null) {
            mixed.putAll(itemFormat.mixedAttributes());
        }
        if (userFormat != null) {
            mixed.putAll(userFormat.mixedAttributes());
        }
        return mixed;
    }

    /** Whether the options say that the file holds interactions instead of ratings. */
    public boolean holdsInteractions() {
        return options.interactionColumns() != null;
    }

    /**
     * @throws RatingFileException if a file has no text, or lacks a column
     */
    public Detected detect() {
        RatingFormat ratings = ratingFormat();
        ItemFormat items = itemFormat();
        UserFormat users = userFormat();
        DetectedFormat found = ratings == null ? null : ratings.describe();
        return new Detected(
                holdsInteractions() ? null : found,
                holdsInteractions() ? found : null,
                items == null ? null : items.describe(),
                users == null ? null : users.describe());
    }

    /**
     * The first records of the file of ratings or, if there is none, of the file of items or users, whatever its columns.
     *
     * @throws RatingFileException if it has no text
     */
    @Nullable
    public Inspection preview() {
        if (selected.ratings() != null) {
            return Inspection.ofRatings(selected.ratings(), options);
        }
        if (selected.users() != null) {
            return Inspection.ofUsers(selected.users(), options);
        }
        return selected.items() == null ? null : Inspection.ofItems(selected.items(), options);
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
