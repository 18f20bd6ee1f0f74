package dev.palate.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.PalateIT;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

@PalateIT
@TestPropertySource(properties = {"palate.ratings.minimum=-10", "palate.ratings.maximum=10"})
class RatingScaleIT {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void replacesTheConstraintWithTheConfiguredScaleUnlessRatingsLieOffIt() {
        jdbc.sql("insert into users (external_id) values ('ann')").update();
        jdbc.sql("insert into items (external_id, title) values ('1', 'A')").update();
        String insert = "insert into ratings select u.id, i.id, %s, now() from users u, items i";
        assertThatThrownBy(() -> jdbc.sql(insert.formatted("10.5")).update())
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(jdbc.sql(insert.formatted("-10")).update()).isEqualTo(1);

        RatingScaleConstraint narrower = new RatingScaleConstraint(jdbc, transaction, new RatingScale(0.5f, 5, 10_000));
        assertThatThrownBy(narrower::afterPropertiesSet)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("1 stored ratings are not a number from 0.5 to 5");

        jdbc.sql("delete from ratings").update();
        narrower.afterPropertiesSet();
        assertThatThrownBy(() -> jdbc.sql(insert.formatted("-10")).update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }
}
