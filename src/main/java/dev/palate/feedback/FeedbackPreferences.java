package dev.palate.feedback;

import dev.palate.catalogue.ErasureLock;
import dev.palate.interaction.InteractionSettings;
import dev.palate.interaction.InteractionWriter;
import dev.palate.interaction.NewInteraction;
import dev.palate.interaction.type.InteractionTypes;
import dev.palate.rating.NewRating;
import dev.palate.rating.RatingWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stores clicks and ratings of recommended items as interactions and ratings as well, if the settings say so. It finds the id of a
 * user with {@link JdbcClient}, by the row that a list's id contains.
 */
@Component
class FeedbackPreferences {

    private static final Logger log = LoggerFactory.getLogger(FeedbackPreferences.class);
    private static final String CLICK = "click";

    private final InteractionSettings settings;
    private final InteractionTypes types;
    private final InteractionWriter interactions;
    private final RatingWriter ratings;
    private final ErasureLock erasureLock;
    private final JdbcClient jdbc;

    FeedbackPreferences(
            InteractionSettings settings,
            InteractionTypes types,
            InteractionWriter interactions,
            RatingWriter ratings,
            ErasureLock erasureLock,
            JdbcClient jdbc) {
        this.settings = settings;
        this.types = types;
        this.interactions = interactions;
        this.ratings = ratings;
        this.erasureLock = erasureLock;
        this.jdbc = jdbc;
        String ratedAs = settings.ratedAs();
        if (settings.fromFeedback()
                && ratedAs != null
                && types.snapshot().find(ratedAs).isEmpty()) {
            log.warn(
                    "There is no interaction type {}, which palate.interactions.rated-as names: rated events count as nothing until it is created",
                    ratedAs);
        }
    }

    /** Must be called before the transaction of an event locks its user, as every writer of interactions does. */
    void prepare() {
        if (settings.fromFeedback()) {
            erasureLock.share();
        }
    }

    /** Stores what new events say about the user, in the caller's transaction. A type that an operator has deleted counts as nothing. */
    void store(int userRow, List<FeedbackEvent> events, Instant now) {
        if (!settings.fromFeedback()) {
            return;
        }
        String userId = jdbc.sql("select external_id from users where id = ?")
                .param(userRow)
                .query(String.class)
                .single();
        List<NewInteraction> newInteractions = new ArrayList<>();
        List<NewRating> newRatings = new ArrayList<>();
        for (FeedbackEvent event : events) {
            String type = typeOf(event);
            if (type != null && isStored(type)) {
                newInteractions.add(new NewInteraction(userId, event.itemId(), type, now, event.value(), null));
            } else if (event.type() == EventType.RATED && settings.ratedAs() == null && event.value() != null) {
                newRatings.add(new NewRating(userId, event.itemId(), event.value(), now));
            }
        }
        if (!newRatings.isEmpty()) {
            ratings.putAll(newRatings);
        }
        if (!newInteractions.isEmpty()) {
            interactions.putAll(newInteractions, false);
        }
    }

    /** The snapshot may be out of date, and an unknown type would make the whole request fail. */
    private boolean isStored(String type) {
        boolean stored = types.isStored(type);
        if (!stored) {
            log.debug("There is no interaction type {}, so an event counts as nothing", type);
        }
        return stored;
    }

    private @Nullable String typeOf(FeedbackEvent event) {
        return switch (event.type()) {
            case SHOWN -> null;
            case CLICKED -> CLICK;
            case RATED -> settings.ratedAs();
        };
    }
}
