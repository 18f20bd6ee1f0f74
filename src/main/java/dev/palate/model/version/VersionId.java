package dev.palate.model.version;

import jakarta.persistence.Embeddable;

/** The identity of a version: its algorithm and its number. */
@Embeddable
public record VersionId(String algorithm, int version) {

    @Override
    public String toString() {
        return "version " + version + " of '" + algorithm + "'";
    }
}
