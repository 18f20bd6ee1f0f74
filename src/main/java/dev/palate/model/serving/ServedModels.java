package dev.palate.model.serving;

import dev.palate.model.version.UnknownModelVersionException;
import java.util.List;
import java.util.Optional;

/** The models in memory. A new version replaces one reference. Only {@link #version} may wait for the database. */
public interface ServedModels {

    /** The active version of {@code algorithm}; empty if there is none or if the algorithm is unknown. */
    Optional<ServedModel> active(String algorithm);

    /** The version that answers a share of the users of {@code algorithm} instead of the active version. */
    Optional<ModelUnderTest> underTest(String algorithm);

    /** All active versions, sorted by algorithm. */
    List<ServedModel> active();

    /** The active version that was activated last, of any algorithm. */
    Optional<ServedModel> latestActivated();

    /**
     * Any version, active or not. A version that is not in memory is loaded and cached.
     *
     * @throws UnknownModelVersionException if there is no such algorithm or version
     * @throws DamagedCheckpointException if its checkpoint cannot be read
     */
    ServedModel version(String algorithm, int version);
}
