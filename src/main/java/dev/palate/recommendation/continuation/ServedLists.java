package dev.palate.recommendation.continuation;

import dev.palate.recommendation.query.ListPage;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.query.StoredQuery;
import dev.palate.rule.ExpressionCompiler;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The served lists in the database, written with {@link JdbcClient} because many are written at once. */
@Repository
class ServedLists {

    private static final String INSERT = """
            insert into served_lists as l (user_id, content, served_at, query, item_ids)
            select u.id, content, :now, query, items
            from jsonb_to_recordset(:lists::jsonb) as given (user_id integer, content bigint, query jsonb, items text[])
            join users u on u.id = given.user_id
            order by user_id, content
            on conflict (user_id, content) do update set served_at = excluded.served_at""";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ExpressionCompiler compiler;
    private final Clock clock;

    ServedLists(JdbcClient jdbc, JsonMapper json, ExpressionCompiler compiler, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.compiler = compiler;
        this.clock = clock;
    }

    private record Row(int user_id, long content, StoredQuery query, List<String> items) {}

    /** Stores lists; those of users who were erased meanwhile are left out. */
    void insert(Collection<ServedList> lists) {
        List<Row> rows = lists.stream()
                .map(list -> new Row(list.userRow(), list.content(), list.query(), list.itemIds()))
                .toList();
        jdbc.sql(INSERT)
                .param("now", now())
                .param("lists", json.writeValueAsString(rows))
                .update();
    }

    /** The first page of the list that a page belongs to, locked until the end of the transaction. */
    Optional<StoredPage> lock(int userRow, long content) {
        return jdbc.sql("""
                        select first.content, first.query::text, first.item_ids
                        from served_lists page
                        join served_lists first on first.user_id = page.user_id
                            and first.content = coalesce(page.first_page, page.content)
                        where page.user_id = ? and page.content = ?
                        for update of first""")
                .params(userRow, content)
                .query((row, n) -> new StoredPage(
                        userRow, row.getLong(1), json.readValue(row.getString(2), StoredQuery.class), List.of((String[])
                                row.getArray(3).getArray())))
                .optional();
    }

    /** Adds a page and its items to a list that is locked. */
    void append(StoredPage first, long content, List<String> itemIds) {
        jdbc.sql(
                        "update served_lists set item_ids = item_ids || ?::text[], served_at = ? where user_id = ? and content = ?")
                .params(itemIds.toArray(String[]::new), now(), first.userRow(), first.content())
                .update();
        jdbc.sql("""
                        insert into served_lists (user_id, content, served_at, first_page) values (?, ?, ?, ?)
                        on conflict (user_id, content) do nothing""").params(first.userRow(), content, now(), first.content()).update();
    }

    /** The id of a user, if the user still exists, who is not erased before the end of the transaction. */
    Optional<String> lockUser(int userRow) {
        return jdbc.sql("select external_id from users where id = ? for key share")
                .param(userRow)
                .query(String.class)
                .optional();
    }

    /** Deletes lists that were served longer ago, at most {@code most} of them, and returns their number. */
    int deleteOlderThan(Duration age, int most) {
        return jdbc.sql("""
                        delete from served_lists where (user_id, content) in (
                            select user_id, content from served_lists where served_at < ?
                            order by user_id, content limit ? for update skip locked)""").params(now().minus(age), most).update();
    }

    RecommendationQuery query(StoredPage first, int k) {
        return first.query().query(compiler).withPage(ListPage.first(k));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /**
     * The stored first page of a list.
     *
     * @param itemIds of all pages so far
     */
    record StoredPage(int userRow, long content, StoredQuery query, List<String> itemIds) {}
}
