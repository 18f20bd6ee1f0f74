package dev.palate.overview;

import java.time.LocalDate;

/**
 * How much was stored at the end of a day.
 *
 * @param day UTC
 */
public record DayTotals(LocalDate day, long users, long items, long ratings, long interactions) {

    static DayTotals of(LocalDate day, Totals totals) {
        return new DayTotals(
                day,
                totals.users().count(),
                totals.items().count(),
                totals.ratings().count(),
                totals.interactions().count());
    }
}
