package dev.palate.rating.bulk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Merges staged ratings into {@code ratings} with plain JDBC. Of several ratings of one user for one item the one with the latest
 * time remains. When the times are equal, the one that was staged or merged last remains.
 *
 * @param undatedTime the time of ratings without a time of their own: such a rating changes nothing if the stored value is equal
 */
record RatingMerge(Instant undatedTime) implements Merge {

    private static final String MERGE = """
            with incoming as (
                select distinct on (user_id, item_id) user_id, item_id, value, at
                from row_staging
                order by user_id, item_id, at desc, position desc),
            written as (
                insert into ratings as r (user_id, item_id, value, rated_at)
                select user_id, item_id, value, at from incoming
                on conflict (user_id, item_id) do update
                    set value = excluded.value, rated_at = excluded.rated_at
                    where excluded.rated_at >= r.rated_at
                        and (excluded.value <> r.value
                            or excluded.rated_at > r.rated_at and excluded.rated_at <> ?::timestamptz)
                returning user_id, nextval('preference_changes'))
            select count(*), array(select distinct user_id from written) from written""";

    @Override
    public Written write(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MERGE)) {
            statement.setString(1, undatedTime.toString());
            try (ResultSet result = statement.executeQuery()) {
                return Written.of(result);
            }
        }
    }
}
