package dev.palate.model.serving;

import dev.palate.model.version.DamagedCheckpointException;
import dev.palate.model.version.UnknownModelVersionException;
import java.util.List;
import java.util.Optional;

/** The models in memory. A new version comes in as one reference; no call waits for the database but {@link #version}. */
public interface ServedModels {

    /** The version in service of {@code algorithm}; empty where there is none, be the algorithm known or not. */
    Optional<ServedModel> active(String algorithm);

    /** The version that answers a share of the users of {@code algorithm} in place of the active one. */
    Optional<ModelUnderTest> underTest(String algorithm);

    /** All versions in service, by algorithm. */
    List<ServedModel> active();

    /** The version in service that was activated last, of any algorithm. */
    Optional<ServedModel> latestActivated();

    /**
     * Any version, active or not; one that is not in memory is loaded and kept for a while.
     *
     * @throws UnknownModelVersionException if there is no such algorithm or version
     * @throws DamagedCheckpointException if its checkpoint cannot be read
     */
    ServedModel version(String algorithm, int version);
}
