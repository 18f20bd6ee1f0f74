package dev.palate.importing;

import dev.palate.rating.Erasures;
import dev.palate.rating.UserErased;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes the rejected lines of erased users, with {@link JdbcClient}, because it deletes in bulk. {@link ImportStore} deletes the
 * lines that a running import rejects after the erasure.
 */
@Component
class RejectionErasure {

    /** Escapes of JSON, of Python's literals and of quotes in CSV. */
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-Fa-f]{4})|\\\\x([0-9A-Fa-f]{2})|\\\\(.)|\"(\")");

    private static final Duration LONGEST_UPLOAD = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Erasures erasures;
    private final Clock clock;

    RejectionErasure(JdbcClient jdbc, Erasures erasures, Clock clock) {
        this.jdbc = jdbc;
        this.erasures = erasures;
        this.clock = clock;
    }

    private record Line(UUID job, int position, String content) {}

    /**
     * Deletes the user's lines. A line whose user cannot be read is deleted if it contains the id, with its escapes or without
     * them: deleting a line too many is better than keeping a trace of the user.
     */
    @EventListener
    void erase(UserErased erased) {
        String id = erased.userId();
        jdbc.sql("delete from import_rejections where user_id = ? or user_id is null and strpos(content, ?) > 0")
                .params(id, id)
                .update();
        List<Line> found = new ArrayList<>();
        jdbc.sql("""
                        select import_id, position, content from import_rejections
                        where user_id is null and (strpos(content, '\\') > 0 or strpos(content, '""') > 0)""").query(row -> {
            Line line = new Line(row.getObject(1, UUID.class), row.getInt(2), row.getString(3));
            if (unescaped(line.content).contains(id)) {
                found.add(line);
            }
        });
        found.forEach(line -> jdbc.sql("delete from import_rejections where import_id = ? and position = ?")
                .params(line.job, line.position)
                .update());
    }

    /** Forgets the erasures that no import can undo any more. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void forget() {
        OffsetDateTime recent = clock.instant().minus(LONGEST_UPLOAD).atOffset(ZoneOffset.UTC);
        erasures.forget(jdbc.sql("""
                        select least(min(i.begun_at), ?) from imports i join jobs j on j.id = i.id
                        where j.ended_at is null""").param(recent).query(OffsetDateTime.class).single());
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text).replaceAll(RejectionErasure::character);
    }

    private static String character(MatchResult escape) {
        String hex = escape.group(1) != null ? escape.group(1) : escape.group(2);
        if (hex != null) {
            return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(hex, 16)));
        }
        return Matcher.quoteReplacement(escape.group(3) != null ? escape.group(3) : escape.group(4));
    }
}
