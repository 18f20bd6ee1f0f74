package dev.palate.catalogue.rule;

/** Says which items of a snapshot a filter selects. */
public interface Selected {

    /** @param position of the item in the snapshot */
    boolean contains(int position);

    /** @throws TooExpensiveException if the evaluation was given up, so that what {@link #contains} said may be wrong */
    default void requireComplete() {}
}
