package dev.palate.model.traffic;

import dev.palate.model.version.VersionId;
import java.util.Set;

/** A feature that needs versions which are neither active nor under test: they stay in memory and are not deleted. */
public interface HeldVersions {

    /** As of the caller's transaction. Who starts to hold a version locks its algorithm with {@link dev.palate.model.version.Activations#lockActive}. */
    Set<VersionId> held();
}
