package dev.palate.catalogue;

import dev.palate.problem.ProblemException;

/** The items would need more memory than the catalogue may use. */
public final class CatalogueFullException extends ProblemException {

    private static final long serialVersionUID = 1L;

    public CatalogueFullException(long needed, long allowed) {
        super(
                Kind.CONFLICT,
                "catalogue-full",
                "The catalogue would need %d bytes of memory; palate.catalogue.memory allows %d. "
                                .formatted(needed, allowed)
                        + "Shorten or delete items, or raise the setting and the heap.");
    }
}
