package dev.palate.catalogue;

/** There is no item with that id. */
public class UnknownItemException extends CatalogueException {

    private final String itemId;

    public UnknownItemException(String itemId) {
        super(Kind.NOT_FOUND, "unknown-item", "There is no item " + itemId + ".");
        this.itemId = itemId;
    }

    public String itemId() {
        return itemId;
    }
}
