package dev.palate.recommendation;

import dev.palate.feedback.IgnoredItems;
import dev.palate.rating.history.UserHistory;
import dev.palate.recommendation.scoring.RecommendationSettings;
import dev.palate.recommendation.selection.Fading;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The items that fade from the lists of users who ignored them, if the settings say so. */
@Component
class FadingItems {

    private final IgnoredItems ignored;
    private final RecommendationSettings settings;

    FadingItems(IgnoredItems ignored, RecommendationSettings settings) {
        this.ignored = ignored;
        this.settings = settings;
    }

    Fading of(UserHistory user) {
        return ofAll(List.of(user)).getOrDefault(user.userRow(), Fading.NONE);
    }

    /** By the row of the user; users without fading items are left out. */
    Map<Integer, Fading> ofAll(Collection<UserHistory> users) {
        Map<Integer, Fading> fadings = new HashMap<>();
        if (settings.fadeIgnored()) {
            ignored.of(users.stream().map(UserHistory::userRow).toList())
                    .forEach((user, shown) -> fadings.put(user, new Fading(shown)));
        }
        return fadings;
    }
}
