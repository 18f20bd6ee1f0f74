package dev.palate.exporting;

import dev.palate.database.copy.CopyReader;
import dev.palate.rating.RatingScale;
import dev.palate.rating.UnknownUserException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Exports stored data as CSV or NDJSON with {@code COPY}, because exports are read in bulk. PostgreSQL formats the rows and they
 * are streamed, so an export of any size needs one buffer of memory. Each export shows one moment. {@code POST /imports}
 * reads the exported files.
 */
@Service
public class Exporter {

    private static final String TIME = time("r.rated_at");
    private static final String RATINGS = """
            select u.external_id as "userId", i.external_id as "itemId", r.value as rating, %s as timestamp
            from ratings r join users u on u.id = r.user_id join items i on i.id = r.item_id""".formatted(TIME);
    private static final String INTERACTIONS = """
            select u.external_id as "userId", i.external_id as "itemId", t.name as type, %s as timestamp, n.value, n.count,
                %s as "firstTimestamp"
            from interactions n join users u on u.id = n.user_id join items i on i.id = n.item_id
            join interaction_types t on t.id = n.type_id and t.name is not null""".formatted(time("n.last_at"), time("n.first_at"));
    private static final String PREFERENCES = """
            select u.external_id as "userId", i.external_id as "itemId", p.value as preference, %s as timestamp, t.name as type
            from preferences('%%s'::timestamptz, %%s) p join users u on u.id = p.user_id join items i on i.id = p.item_id
            left join interaction_types t on t.id = p.type_id""".formatted(time("p.preferred_at"));
    private static final String ONE_USER = """
            select u.external_id as "userId", i.external_id as "itemId", i.title, r.value as rating, %s as timestamp,
                r.kind, r.model, r.version, r.content
            from users u
            join (
                select user_id, item_id, value, rated_at, 'rating' as kind, null as model, null::integer as version,
                    null as content
                from ratings
                union all
                select user_id, item_id, value, occurred_at, type, model, version, null from recommendation_events
                union all
                select n.user_id, n.item_id, null, n.last_at, 'interaction', null, null, json_build_object('type', t.name,
                    'count', n.count, 'value', n.value, 'firstTimestamp', %s)::text
                from interactions n join interaction_types t on t.id = n.type_id
                union all
                select user_id, null, null, received_at, 'event-id', null, null, id from interaction_event_ids
                union all
                select id, null, null, null, 'attributes', null, null, attributes::text from users where attributes <> '{}'
                union all
                select user_id, null, null, served_at, 'list', null, null, json_build_object('items', item_ids, 'query', query)::text
                from served_lists where first_page is null
                union all
                select l.id, null, null, m.submitted_at, 'rejected', null, null, j.content
                from import_rejections j join jobs m on m.id = j.import_id join users l on l.external_id = j.user_id
            ) r on r.user_id = u.id
            left join items i on i.id = r.item_id
            where u.id = %s
            order by r.kind <> 'rating', r.rated_at, length(i.external_id), i.external_id, r.kind""";
    private static final String ITEMS = """
            select external_id as id, title, year, %%s as categories, description, %%s as attributes,
                %s as "availableFrom", %s as "availableUntil", %%s as hidden
            from items order by length(external_id), external_id""".formatted(time("available_from"), time("available_until"));
    private static final String USERS = """
            select external_id as id, %s as attributes from users order by length(external_id), external_id""";

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final CopyReader reader;
    private final RatingScale scale;

    Exporter(JdbcTemplate jdbc, JdbcClient client, CopyReader reader, RatingScale scale) {
        this.jdbc = jdbc;
        this.client = client;
        this.reader = reader;
        this.scale = scale;
    }

    /** All ratings, in no particular order. */
    public void ratings(ExportFormat format, OutputStream target) throws IOException {
        copy(format.copy(RATINGS), target);
    }

    /** All interactions, one row for each user, item and type, in no particular order. */
    public void interactions(ExportFormat format, OutputStream target) throws IOException {
        copy(format.copy(INTERACTIONS), target);
    }

    /** The preferences at a time, as training uses them: ratings and what interactions represent, in no particular order. */
    public void preferences(ExportFormat format, Instant at, OutputStream target) throws IOException {
        copy(format.copy(PREFERENCES.formatted(at, scale.minimum())), target);
    }

    /** All items; in CSV the categories are separated by {@code |}. */
    public void items(ExportFormat format, OutputStream target) throws IOException {
        boolean csv = format == ExportFormat.CSV;
        String categories = csv ? "array_to_string(categories, '|')" : "categories";
        copy(format.copy(ITEMS.formatted(categories, attributes(csv), csv ? "hidden::text" : "hidden")), target);
    }

    /** All users with their attributes, also those without ratings. */
    public void users(ExportFormat format, OutputStream target) throws IOException {
        copy(format.copy(USERS.formatted(attributes(format == ExportFormat.CSV))), target);
    }

    /** In CSV, attributes are JSON in one column, which is empty if there are none. */
    private static String attributes(boolean csv) {
        return csv ? "nullif(attributes, '{}')::text" : "attributes";
    }

    /**
     * Everything that is stored about one user, by {@code kind}: each {@code rating} and {@code interaction} with the item's
     * title; the {@code attributes}; each {@code list} that can be continued; the {@code event-id} of each recent interaction that has one; the recommendations that
     * were {@code shown}, {@code clicked} and {@code rated}, with their model; and the rows of imported files that were {@code
     * rejected}, in their original form.
     *
     * @throws UnknownUserException if there is no such user
     */
    public void user(String userId, ExportFormat format, OutputStream target) throws IOException {
        int row = client.sql("select id from users where external_id = ?")
                .param(userId)
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> new UnknownUserException(userId));
        copy(format.copy(ONE_USER.formatted(TIME, time("n.first_at"), row)), target);
    }

    private static String time(String column) {
        return "to_char(" + column + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
    }

    private void copy(String sql, OutputStream target) throws IOException {
        ConnectionCallback<Long> copying = connection -> {
            try {
                return reader.read(connection, sql, target::write);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        try {
            jdbc.execute(copying);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
