package dev.palate.listing;

import dev.palate.listing.trend.Trends;

/** What the items of a list are ranked by. */
public enum ListKind {
    /** By the events in the window. */
    POPULAR(ListWindow.MOST_DAYS),
    /** By how much the events in the window exceed what the item's past predicts: see {@link Trends}. */
    TRENDING(30),
    /** By when the item became available. */
    LATEST(ListWindow.MOST_DAYS);

    private static final int TRENDING_DAYS = 7;

    private final int mostDays;

    ListKind(int mostDays) {
        this.mostDays = mostDays;
    }

    /** The longest window. */
    public int mostDays() {
        return mostDays;
    }

    void require(ListWindow window) {
        if (window.days() == null ? this == TRENDING : window.days() > mostDays) {
            throw new IllegalArgumentException(this + " items have no window of " + window.text());
        }
    }

    /** The window of a list for which none is given. */
    public ListWindow defaultWindow() {
        return this == TRENDING ? ListWindow.ofDays(TRENDING_DAYS) : ListWindow.ALL_TIME;
    }
}
