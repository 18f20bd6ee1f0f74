package dev.palate.feedback;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.stereotype.Service;

/** Counts the feedback about recommendation lists. */
@Service
public class FeedbackFigures {

    private final FeedbackEvents events;
    private final Clock clock;

    FeedbackFigures(FeedbackEvents events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** The figures of the lists issued in the last {@code days} days, including today. */
    public OnlineFigures ofLast(int days) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate first = today.minusDays(days - 1L);
        return new OnlineFigures(first, today, events.figures(first));
    }
}
