package dev.palate.model.file;

import dev.palate.problem.ProblemException;

/** A model file cannot become a version of this service. */
public final class ModelFileException extends ProblemException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_REASON = 500;
    private static final int REPLACEMENT = 0xFFFD;

    private ModelFileException(Kind kind, String slug, String message) {
        super(kind, slug, message);
    }

    /**
     * A file that cannot be used.
     *
     * @param what is wrong with the file, as the end of a sentence; it can quote the file, so that it is shortened, and characters that
     *     cannot be stored are replaced
     */
    public static ModelFileException damaged(String what) {
        return new ModelFileException(
                Kind.INVALID, "invalid-model-file", "The model file cannot be used: " + shown(what) + ".");
    }

    private static String shown(String what) {
        StringBuilder shown = new StringBuilder();
        what.codePoints()
                .limit(LONGEST_REASON)
                .map(character -> ManifestValues.isShown(character) ? character : REPLACEMENT)
                .forEach(shown::appendCodePoint);
        return what.codePointCount(0, what.length()) > LONGEST_REASON ? shown + "..." : shown.toString();
    }

    static ModelFileException ofAnotherAlgorithm(String found, String expected) {
        return damaged("it has a model of '%s', but versions of '%s' were requested".formatted(found, expected));
    }

    static ModelFileException ofAnotherCatalogue(long known, int items) {
        return damaged(
                ("only %d of its %d items are in the catalogue of this service, and at least half must be; it was trained"
                                + " on another catalogue, or the items have not been imported here")
                        .formatted(known, items));
    }

    static ModelFileException tooLarge(long bytes, long heap) {
        return new ModelFileException(
                Kind.TOO_LARGE,
                "too-large",
                ("The model of %d MB does not fit into the memory of this process, whose heap has %d MB; start the service with a"
                                + " larger heap (-Xmx), or train a smaller model.")
                        .formatted((bytes >> 20) + 1, heap >> 20));
    }

    /** @param reason why the disk cannot hold the file */
    public static ModelFileException noSpace(String reason) {
        return new ModelFileException(
                Kind.NO_SPACE, "no-space", "The model file cannot be stored; nothing was published: " + reason);
    }
}
