package dev.palate.catalogue;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The size of the catalogue.
 *
 * @param memory the memory that the items may need in each process, estimated from their texts; a change beyond it is refused; 0
 *     (default) means an eighth of the largest heap
 */
@Validated
@ConfigurationProperties("palate.catalogue")
record CatalogueSettings(@DefaultValue("0B") DataSize memory) {

    private static final int SHARE_OF_HEAP = 8;

    long bytes() {
        return memory.toBytes() > 0 ? memory.toBytes() : Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    }
}
