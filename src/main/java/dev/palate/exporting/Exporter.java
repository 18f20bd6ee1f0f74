package dev.palate.exporting;

import dev.palate.rating.UnknownUserException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.postgresql.PGConnection;
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

    private static final String TIME = "to_char(r.rated_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
    private static final String RATINGS = """
            select u.external_id as "userId", i.external_id as "itemId", r.value as rating, %s as timestamp
            from ratings r join users u on u.id = r.user_id join items i on i.id = r.item_id""".formatted(TIME);
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
                select l.id, null, null, m.submitted_at, 'rejected', null, null, j.content
                from import_rejections j join jobs m on m.id = j.import_id join users l on l.external_id = j.user_id
            ) r on r.user_id = u.id
            left join items i on i.id = r.item_id
            where u.id = %s
            order by r.kind <> 'rating', r.rated_at, length(i.external_id), i.external_id, r.kind""";
    private static final String ITEMS = """
            select external_id as id, title, year, %s as categories, %s as hidden
            from items order by length(external_id), external_id""";

    private final JdbcTemplate jdbc;
    private final JdbcClient client;

    Exporter(JdbcTemplate jdbc, JdbcClient client) {
        this.jdbc = jdbc;
        this.client = client;
    }

    /** All ratings, in no particular order. */
    public void ratings(ExportFormat format, OutputStream target) throws IOException {
        copy(format.copy(RATINGS), target);
    }

    /** All items; in CSV the categories are separated by {@code |}. */
    public void items(ExportFormat format, OutputStream target) throws IOException {
        boolean csv = format == ExportFormat.CSV;
        String categories = csv ? "array_to_string(categories, '|')" : "categories";
        copy(format.copy(ITEMS.formatted(categories, csv ? "hidden::text" : "hidden")), target);
    }

    /**
     * Everything that is stored about one user, by {@code kind}: each {@code rating} with the item's title; the recommendations that
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
        copy(format.copy(ONE_USER.formatted(TIME, row)), target);
    }

    private void copy(String sql, OutputStream target) throws IOException {
        ConnectionCallback<Long> copying = connection -> {
            try {
                return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, target);
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
