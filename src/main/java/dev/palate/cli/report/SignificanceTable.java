package dev.palate.cli.report;

import dev.palate.core.evaluation.detail.Significance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Paired differences as text: a line for each pair of algorithms. */
final class SignificanceTable {

    static final List<String> HEADING =
            List.of("", "compared with", "metric", "difference", "relative", "p", "significant");

    private SignificanceTable() {}

    /** The differences by the longest cut-off, for the others there is JSON; empty text if there are none. */
    static String of(EvaluationSummary summary) {
        String cut = summary.criterion().substring(summary.criterion().indexOf('@'));
        List<Significance> shown = summary.significance().stream()
                .filter(one -> one.metric().endsWith(cut))
                .toList();
        if (shown.isEmpty()) {
            return "";
        }
        List<String[]> rows = new ArrayList<>();
        rows.add(HEADING.toArray(String[]::new));
        shown.forEach(one -> rows.add(cells(one)));
        return "Paired differences. %s%nThe best algorithm is the best of this test, which favours it a little.%n%n%s"
                .formatted(summary.usersNote(), TextColumns.of(rows));
    }

    static String[] cells(Significance one) {
        return new String[] {
            one.model(),
            one.reference(),
            one.metric(),
            signed(one),
            String.format(Locale.ROOT, "%+.1f %%", 100 * one.relative()),
            String.format(Locale.ROOT, "%.3f", one.p()),
            one.significant() ? "yes" : "no"
        };
    }

    private static String signed(Significance one) {
        return String.format(
                Locale.ROOT,
                "%+.4f [%+.4f, %+.4f]",
                one.difference().mean(),
                one.difference().low(),
                one.difference().high());
    }
}
