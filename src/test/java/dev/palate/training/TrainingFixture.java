package dev.palate.training;

import org.springframework.jdbc.core.simple.JdbcClient;

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
