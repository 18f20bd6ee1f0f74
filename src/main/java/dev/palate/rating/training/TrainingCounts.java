package dev.palate.rating.training;

import dev.palate.core.training.TrainingShape;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts what {@link TrainingSetLoader} would load, with {@link JdbcClient} because no entities are needed. */
@Repository
public class TrainingCounts {

    private static final String COUNTS = """
            select (select count(*) from users) as users, (select count(*) from items) as items,
                (select count(*) from ratings) + (select count(*) from interactions) as ratings""";

    private final JdbcClient jdbc;

    TrainingCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Upper bounds: interactions of one pair count once for each type, and users without preferences count as well. */
    public TrainingShape atMost() {
        return jdbc.sql(COUNTS)
                .query((row, number) ->
                        new TrainingShape(row.getInt("users"), row.getInt("items"), row.getLong("ratings")))
                .single();
    }
}
