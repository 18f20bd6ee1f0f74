package dev.palate.feedback;

import dev.palate.catalogue.ItemRowIds;
import dev.palate.feedback.RecommendationIds.Identified;
import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.rating.RatingScale;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records events about the items of recommendation lists, each event once. A call that loses a deadlock is repeated, with the
 * interactions and ratings that it stores.
 */
@Retryable(includes = PessimisticLockingFailureException.class, delay = 20, jitter = 20)
@Service
public class FeedbackRecorder {

    private final RecommendationIds ids;
    private final FeedbackEvents events;
    private final FeedbackPreferences preferences;
    private final ItemRowIds itemRowIds;
    private final FeedbackMetrics metrics;
    private final FeedbackSettings settings;
    private final RatingScale scale;
    private final Clock clock;
    private final TransactionTemplate transaction;

    FeedbackRecorder(
            RecommendationIds ids,
            FeedbackEvents events,
            FeedbackPreferences preferences,
            ItemRowIds itemRowIds,
            FeedbackMetrics metrics,
            FeedbackSettings settings,
            RatingScale scale,
            Clock clock,
            TransactionTemplate transaction) {
        this.ids = ids;
        this.events = events;
        this.preferences = preferences;
        this.itemRowIds = itemRowIds;
        this.metrics = metrics;
        this.settings = settings;
        this.scale = scale;
        this.clock = clock;
        this.transaction = transaction;
    }

    /**
     * Records all events or none; events that are recorded already change nothing.
     *
     * @return how many were new
     * @throws UnknownRecommendationException if events about this list are not stored
     * @throws InvalidEventsException if an item is not in the catalogue or a value is off the scale
     */
    public int record(String recommendationId, List<FeedbackEvent> reported) {
        Identified identified = ids.read(recommendationId);
        LocalDate day = LocalDate.ofInstant(identified.list().hour(), ZoneOffset.UTC);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (day.isBefore(today.minusDays(settings.retention().toDays()))) {
            throw UnknownRecommendationException.ofEvents();
        }
        List<FeedbackEvent> added = transaction.execute(status -> insert(identified, day, reported));
        metrics.recorded(added.stream().map(FeedbackEvent::type).toList());
        return added.size();
    }

    private List<FeedbackEvent> insert(Identified identified, LocalDate day, List<FeedbackEvent> reported) {
        preferences.prepare();
        Integer userRow = identified.list().userRow();
        if (userRow != null && !events.lockUser(userRow)) {
            throw UnknownRecommendationException.ofEvents();
        }
        Map<String, Integer> items =
                itemRowIds.find(reported.stream().map(FeedbackEvent::itemId).toList());
        check(reported, items);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<FeedbackEvent> added = insert(identified, day, reported, items, now);
        if (userRow != null) {
            preferences.store(userRow, added, now);
        }
        return added;
    }

    private List<FeedbackEvent> insert(
            Identified identified,
            LocalDate day,
            List<FeedbackEvent> reported,
            Map<String, Integer> items,
            Instant now) {
        try {
            return events.insert(identified, day, reported, items, now);
        } catch (DataIntegrityViolationException noPartitionOfThatDay) {
            // The partition was dropped under a shorter retention.
            throw UnknownRecommendationException.ofEvents();
        }
    }

    private void check(List<FeedbackEvent> reported, Map<String, Integer> items) {
        List<FieldProblem> problems = new ArrayList<>();
        for (int k = 0; k < reported.size(); k++) {
            FeedbackEvent event = reported.get(k);
            if (!items.containsKey(event.itemId())) {
                problems.add(new FieldProblem("events[" + k + "].itemId", "must be an item of the catalogue"));
            }
            if (event.value() != null && (event.type() != EventType.RATED || !scale.contains(event.value()))) {
                problems.add(new FieldProblem(
                        "events[" + k + "].value", "must be " + scale.description() + ", and only with type rated"));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidEventsException(problems);
        }
    }
}
