package dev.palate.recommendation.selection;

import dev.palate.recommendation.query.Pin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Moves pinned items to their ranks. The others keep their order. */
final class Pinning {

    private Pinning() {}

    /**
     * The list with its pins. A pin beyond the end of the list is its last item.
     *
     * @param ordered the list without pins, which can contain pinned items
     * @param pins in the order of their ranks
     * @param candidate the pinned item as a candidate, or null if it is none
     * @param n the length of the list, if there are enough items
     */
    static List<Candidate> apply(
            List<Candidate> ordered, List<Pin> pins, Function<String, @Nullable Candidate> candidate, int n) {
        Map<String, Candidate> pinned = new HashMap<>();
        for (Pin pin : pins) {
            Candidate found = candidate.apply(pin.itemId());
            if (found != null) {
                pinned.put(pin.itemId(), found);
            }
        }
        List<Candidate> list = new ArrayList<>(ordered.size() + pinned.size());
        for (Candidate one : ordered) {
            // The list knows the score after boosts, too.
            if (pinned.replace(one.item().id(), one) == null) {
                list.add(one);
            }
        }
        for (Pin pin : pins) {
            Candidate found = pinned.remove(pin.itemId());
            if (found != null) {
                list.add(Math.min(pin.rank() - 1, list.size()), found.asPinned());
            }
        }
        return list.subList(0, Math.min(n, list.size()));
    }
}
