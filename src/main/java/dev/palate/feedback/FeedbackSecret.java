package dev.palate.feedback;

import java.security.SecureRandom;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The secret that all replicas encrypt ids with, read with {@code JdbcClient} because it is one immutable value. The first
 * process creates it in the database.
 */
@Repository
class FeedbackSecret {

    private static final int BYTES = 32;

    private final JdbcClient jdbc;

    FeedbackSecret(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    byte[] readOrCreate() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        jdbc.sql("insert into feedback_secret (secret) values (?) on conflict do nothing")
                .param(random)
                .update();
        return jdbc.sql("select secret from feedback_secret")
                .query(byte[].class)
                .single();
    }
}
