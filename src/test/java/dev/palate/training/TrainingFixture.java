package dev.palate.training;

import dev.palate.training.order.TrainingRequest;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Data of tests of training jobs. */
final class TrainingFixture {

    private TrainingFixture() {}

    /** Deletes jobs, models, users and items. */
    static void deleteAll(JdbcClient jdbc) {
        jdbc.sql("""
                        delete from scheduled_tasks;
                        update models set active_version = null;
                        delete from model_versions;
                        delete from model_activations;
                        delete from models;
                        delete from jobs;
                        delete from checkpoints;
                        delete from users;
                        delete from items;
                        """).update();
    }

    /** Ratings of half of 20 items by each of {@code users} users, which have the values {@code least} to 5. */
    static void createRatings(JdbcClient jdbc, int users, int least) {
        jdbc.sql("""
                        insert into users (external_id) select g::text from generate_series(1, %1$d) g;
                        insert into items (external_id, title) select g::text, 'Item ' || g from generate_series(1, 20) g;
                        insert into ratings (user_id, item_id, value, rated_at)
                            select u.id, i.id, %2$d + (u.id * 7 + i.id * 3) %% (6 - %2$d), now() from users u, items i
                            where (u.id + i.id) %% 2 = 0;
                        """.formatted(users, least)).update();
    }

    /** The number of jobs with a saved state or a stored model. */
    static long savedStates(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from training_jobs where saved_checkpoint is not null")
                .query(Long.class)
                .single();
    }

    static TrainingRequest request(String json) {
        return new JsonMapper().readValue(json, TrainingRequest.class);
    }

    /** Ratings of 40 items by 400 users in two groups, each of which likes one half of the items. */
    static void createRatingsOfTwoGroups(JdbcClient jdbc) {
        jdbc.sql("""
                        insert into users (external_id) select g::text from generate_series(1, 400) g;
                        insert into items (external_id, title) select g::text, 'Item ' || g from generate_series(1, 40) g;
                        insert into ratings (user_id, item_id, value, rated_at)
                            select u.id, i.id, 5, now() from users u, items i
                            where (u.external_id::int + i.external_id::int) % 2 = 0
                                and (u.external_id::int * 7 + i.external_id::int * 3) % 5 < 3;
                        """).update();
    }
}
