package dev.palate.rating;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the check constraint of the table {@code ratings} equal to the configured scale, so that PostgreSQL refuses other
 * values. It replaces the constraint only if the configured scale has changed. The service does not start while stored
 * ratings are outside the scale.
 */
@Component
class RatingScaleConstraint implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(RatingScaleConstraint.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final RatingScale scale;

    RatingScaleConstraint(JdbcClient jdbc, TransactionTemplate transaction, RatingScale scale) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.scale = scale;
    }

    /**
     * @throws IllegalStateException if stored ratings are outside the scale; the message says how many
     */
    @Override
    public void afterPropertiesSet() {
        if (!isInPlace()) {
            transaction.executeWithoutResult(status -> replace());
            log.info("The rating scale is now {}", scale.description());
        }
    }

    private boolean isInPlace() {
        return jdbc.sql("""
                        select exists (
                            select from pg_constraint
                            where conrelid = 'ratings'::regclass and conname = 'ratings_value_on_scale'
                                and obj_description(oid, 'pg_constraint') = ?)""").param(scale.description()).query(Boolean.class).single();
    }

    private void replace() {
        jdbc.sql("lock table ratings in access exclusive mode").update();
        long off = jdbc.sql("select count(*) from ratings where value not between ?::real and ?::real")
                .params(scale.minimum(), scale.maximum())
                .query(Long.class)
                .single();
        if (off > 0) {
            throw new IllegalStateException(
                    off + " stored ratings are not " + scale.description() + ", the configured scale (palate.ratings)");
        }
        String check = "check (value between %s::real and %s::real)".formatted(scale.minimum(), scale.maximum());
        jdbc.sql("alter table ratings drop constraint ratings_value_on_scale").update();
        jdbc.sql("alter table ratings add constraint ratings_value_on_scale " + check)
                .update();
        jdbc.sql("comment on constraint ratings_value_on_scale on ratings is '" + scale.description() + "'")
                .update();
    }
}
