package dev.palate.overview;

import dev.palate.overview.UserPage.User;
import dev.palate.problem.PageParameters;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lists and searches users; uses {@link JdbcClient} because there may be millions of them. Both kinds of searches have an index, and
 * only the users of the page are counted.
 */
@Service
public class UserList {

    private static final int MOST_COUNTED = 10_000;

    private static final String PAGE = """
            select u.external_id,
                (select count(*) from ratings r where r.user_id = u.id) as ratings,
                (select coalesce(sum(n.count), 0) from interactions n
                    join interaction_types t on t.id = n.type_id and t.name is not null
                    where n.user_id = u.id) as interactions
            from (select id, external_id from users %s order by external_id limit ? offset ?) u
            order by u.external_id""";

    private static final String COUNT = "select count(*) from (select from users %s limit ?) matching";

    private final JdbcClient jdbc;
    private final TableCounts counts;

    UserList(JdbcClient jdbc, TableCounts counts) {
        this.jdbc = jdbc;
        this.counts = counts;
    }

    /** By id, in the order of its bytes. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public UserPage list(UserSearch search, PageParameters page) {
        Condition condition = Condition.of(search);
        List<Object> parameters = new ArrayList<>(condition.parameters());
        parameters.add(page.size());
        parameters.add(page.offset());
        List<User> users = jdbc.sql(PAGE.formatted(condition.sql()))
                .params(parameters)
                .query((row, n) -> new User(row.getString(1), row.getLong(2), row.getLong(3)))
                .list();
        List<Object> bounded = new ArrayList<>(condition.parameters());
        bounded.add(MOST_COUNTED + 1);
        long counted = jdbc.sql(COUNT.formatted(condition.sql()))
                .params(bounded)
                .query(Long.class)
                .single();
        if (counted <= MOST_COUNTED) {
            return new UserPage(users, page.page(), page.size(), counted, true);
        }
        long total =
                condition.sql().isEmpty() ? counts.of(TableCounts.Table.USERS).count() : MOST_COUNTED;
        return new UserPage(users, page.page(), page.size(), total, false);
    }

    private record Condition(String sql, List<Object> parameters) {

        static Condition of(UserSearch search) {
            String query = search.query();
            if (query == null) {
                return new Condition("", List.of());
            }
            if (search.place() == UserSearch.Match.CONTAINS) {
                String escaped = query.replaceAll("[\\\\%_]", "\\\\$0");
                return new Condition("where external_id ilike ?", List.of("%" + escaped + "%"));
            }
            String next = successor(query);
            return next.isEmpty()
                    ? new Condition("where external_id >= ?", List.of(query))
                    : new Condition("where external_id >= ? and external_id < ?", List.of(query, next));
        }

        /** The lowest text that is above all texts with that prefix, in the order of the code points; empty if there is none. */
        private static String successor(String prefix) {
            int end = prefix.length();
            while (end > 0) {
                int last = prefix.codePointBefore(end);
                end -= Character.charCount(last);
                if (last < Character.MAX_CODE_POINT) {
                    int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
                    return prefix.substring(0, end) + Character.toString(next);
                }
            }
            return "";
        }
    }
}
