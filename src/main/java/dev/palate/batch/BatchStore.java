package dev.palate.batch;

import dev.palate.batch.result.BatchFormat;
import dev.palate.model.version.VersionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The batches and their users; uses {@link JdbcClient}, because progress is written in the fenced transaction of the lists that it
 * counts, and users are read in bulk.
 */
@Repository
class BatchStore {

    private static final int MOST_NAMED = 1000;

    private static final String COLUMNS = """
            select job_id, parameters, format, user_rows is null as all_users, users_total, unknown_users, unknown_count, model,
                version, users_done, position, chunk_count, revision, byte_count, sha256, result_deleted_at
            from recommendation_batches""";

    private static final String INSERT_ALL = """
            insert into recommendation_batches (job_id, parameters, format, model, version, last_row, users_total)
            select ?, ?, ?, ?, ?::integer, coalesce(max(id), 0), count(*) from users""";

    private static final String INSERT_LISTED = """
            with found as (select u.id, u.external_id from users u where u.external_id = any (?::text[])),
                unknown as (
                    select id from unnest(?::text[]) with ordinality as given (id, place)
                    where not exists (select from found where external_id = given.id) order by place)
            insert into recommendation_batches (job_id, parameters, format, model, version, user_rows, last_row, users_total,
                unknown_users, unknown_count)
            select ?, ?, ?, ?, ?::integer, coalesce((select array_agg(id order by id) from found), '{}'),
                coalesce((select max(id) from found), 0), (select count(*) from found),
                array(select id from unknown limit ?), (select count(*) from unknown)""";

    private final JdbcClient jdbc;

    BatchStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores a new batch, and which users it has, in the transaction that queues its job. */
    void insert(UUID id, BatchOrder order, @Nullable VersionId model) {
        String algorithm = model == null ? null : model.algorithm();
        Integer version = model == null ? null : model.version();
        List<@Nullable Object> values =
                Arrays.asList(id, order.parameters(), order.format().name(), algorithm, version);
        List<String> ids = order.users().ids();
        if (ids == null) {
            jdbc.sql(INSERT_ALL).params(values).update();
        } else {
            String[] requested = ids.toArray(String[]::new);
            jdbc.sql(INSERT_LISTED)
                    .params(requested, requested)
                    .params(values)
                    .param(MOST_NAMED)
                    .update();
        }
    }

    Optional<StoredBatch> find(UUID id) {
        return find(List.of(id)).stream().findFirst();
    }

    List<StoredBatch> find(Collection<UUID> ids) {
        return jdbc.sql(COLUMNS + " where job_id = any (?)")
                .param(ids.toArray(UUID[]::new))
                .query(BatchStore::batch)
                .list();
    }

    /** The next users of a batch after a row, by row, at most {@code most}. Users that were erased are left out. */
    List<BatchUser> usersAfter(UUID id, int row, int most) {
        return jdbc.sql("""
                        select u.id as row, u.external_id as id
                        from users u
                        where u.id > ? and u.id <= (select last_row from recommendation_batches where job_id = ?)
                        order by u.id limit ?""").params(row, id, most).query(BatchUser.class).list();
    }

    /** The rows of the users that the client named, ascending. */
    int[] listedRows(UUID id) {
        Integer[] rows = jdbc.sql("select user_rows from recommendation_batches where job_id = ?")
                .param(id)
                .query((row, n) -> (Integer[]) row.getArray(1).getArray())
                .single();
        return Arrays.stream(rows).mapToInt(Integer::intValue).toArray();
    }

    /** Those of the rows that still have a user, by row. */
    List<BatchUser> users(int[] rows) {
        return jdbc.sql("select id as row, external_id as id from users where id = any (?) order by id")
                .param(rows)
                .query(BatchUser.class)
                .list();
    }

    /**
     * Counts the header of the result, in the fenced transaction that stores it.
     *
     * @return false if an earlier try of the transaction was committed
     */
    boolean begin(UUID id) {
        return jdbc.sql("update recommendation_batches set chunk_count = 1 where job_id = ? and chunk_count = 0")
                        .param(id)
                        .update()
                > 0;
    }

    /**
     * Counts a part of the result, in the fenced transaction that stores its chunks.
     *
     * @return false if an earlier try of the transaction was committed
     */
    boolean advance(UUID id, int from, int to, int users, int chunks) {
        return jdbc.sql("""
                        update recommendation_batches
                        set position = ?, users_done = users_done + ?, chunk_count = chunk_count + ?
                        where job_id = ? and position = ?""").params(to, users, chunks, id, from).update() > 0;
    }

    /** Forgets that an id was requested. */
    void forgetUnknown(String userId) {
        jdbc.sql("""
                        update recommendation_batches set unknown_users = array_remove(unknown_users, ?)
                        where ? = any (unknown_users)""").params(userId, userId).update();
    }

    private static StoredBatch batch(ResultSet row, int n) throws SQLException {
        String model = row.getString("model");
        byte[] sha256 = row.getBytes("sha256");
        OffsetDateTime deletedAt = row.getObject("result_deleted_at", OffsetDateTime.class);
        return new StoredBatch(
                row.getObject("job_id", UUID.class),
                row.getString("parameters"),
                BatchFormat.valueOf(row.getString("format")),
                row.getBoolean("all_users"),
                model == null ? null : new VersionId(model, row.getInt("version")),
                new StoredBatch.Unknown(row.getInt("unknown_count"), List.of((String[])
                        row.getArray("unknown_users").getArray())),
                new StoredBatch.Progress(
                        row.getInt("users_total"),
                        row.getInt("users_done"),
                        row.getInt("position"),
                        row.getInt("chunk_count")),
                new StoredBatch.Content(
                        row.getInt("revision"),
                        row.getObject("byte_count", Long.class),
                        sha256 == null ? null : HexFormat.of().formatHex(sha256),
                        deletedAt == null ? null : deletedAt.toInstant()));
    }
}
