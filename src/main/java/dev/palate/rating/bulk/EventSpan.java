package dev.palate.rating.bulk;

/**
 * When a row was: one rating or event at a time, or several events of the same user, item and type between two times.
 *
 * @param events how many, at least 1
 * @param firstMicros the time of the first one in microseconds since 1970, UTC
 * @param micros the time of the last one
 */
public record EventSpan(int events, long firstMicros, long micros) {

    /** One rating or event. */
    public static EventSpan at(long micros) {
        return new EventSpan(1, micros, micros);
    }

    boolean isOneMoment() {
        return events == 1 && firstMicros == micros;
    }
}
