package dev.palate.importing;

import dev.palate.catalogue.Item;
import org.jspecify.annotations.Nullable;

/** Makes items of the lines of a file. */
interface ItemFields {

    /**
     * @return null for a line that names the columns
     * @throws BadLineException if the line does not hold an item
     */
    @Nullable
    Item read(String line, long number) throws BadLineException;
}
