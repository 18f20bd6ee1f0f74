package dev.palate.model.traffic;

import dev.palate.problem.ProblemException;

/** Traffic cannot be split as requested, or a version cannot be deleted because it is under test or an arm of an experiment. */
public final class TrafficSplitException extends ProblemException {

    private TrafficSplitException(Kind kind, String slug, String message) {
        super(kind, slug, message);
    }

    public static TrafficSplitException none(String algorithm) {
        return new TrafficSplitException(
                Kind.NOT_FOUND, "unknown-split", "The traffic of '%s' is not split.".formatted(algorithm));
    }

    public static TrafficSplitException nothingActive(String algorithm) {
        return new TrafficSplitException(
                Kind.CONFLICT,
                "no-active-version",
                "No version of '%s' is in service to share its traffic; activate one first.".formatted(algorithm));
    }

    public static TrafficSplitException withItself(String algorithm, int version) {
        return new TrafficSplitException(
                Kind.CONFLICT,
                "split-with-itself",
                "Version %d of '%s' is in service; only another version can be tested.".formatted(version, algorithm));
    }

    public static TrafficSplitException held(String algorithm, int version) {
        return new TrafficSplitException(
                Kind.CONFLICT,
                "version-in-use",
                "Version %d of '%s' is named by an experiment or a scenario; end or change it before deleting the version."
                        .formatted(version, algorithm));
    }

    public static TrafficSplitException underTest(String algorithm, int version) {
        return new TrafficSplitException(
                Kind.CONFLICT,
                "version-under-test",
                "Version %d of '%s' answers a share of the users; end the split before deleting it."
                        .formatted(version, algorithm));
    }
}
