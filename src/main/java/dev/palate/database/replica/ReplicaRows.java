package dev.palate.database.replica;

import dev.palate.database.AdvisoryLock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The rows of replicas, with {@link JdbcClient} because each is written every second. All times are those of PostgreSQL's clock. Each
 * call excludes the others, so of two replicas that register or report, the second sees what the first has written.
 */
@Repository
class ReplicaRows {

    private static final String REGISTER = """
            insert into replicas (id, seen_at, alone_until) values (:id, clock_timestamp(), '-infinity')
            on conflict (id) do update set seen_at = clock_timestamp(), alone_until = '-infinity'""";

    /** Not whether its time is over: PostgreSQL's clock may have been set, or be that of another machine after a failover. */
    private static final String OTHERS_ALONE =
            "select exists (select from replicas where id <> :id and alone_until > '-infinity')";

    private static final String FORGET_GONE = """
            delete from replicas where id <> :id and seen_at < clock_timestamp() - make_interval(secs => :gone)""";

    /** Sessions of the same role with another name are replicas of an older version, or people who change rows by hand. */
    private static final String REPORT = """
            update replicas r set seen_at = clock_timestamp(), alone_until = case
                when o.alone then clock_timestamp() + make_interval(secs => :lease) else '-infinity' end
            from (
                select not exists (select from replicas where id <> :id)
                    and not exists (
                        select from pg_stat_activity where datname = current_database() and usename = session_user
                            and backend_type = 'client backend' and application_name is distinct from :name) as alone
                ) o
            where r.id = :id
            returning o.alone""";

    /** Otherwise a process that stops within a call, or whose machine disappears, would keep all others from reporting. */
    private static final String LIMIT_PAUSES = "set local idle_in_transaction_session_timeout = '2s'";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ReplicaName name;

    ReplicaRows(JdbcClient jdbc, DataSource dataSource, ReplicaName name) {
        this.jdbc = jdbc;
        this.name = name;
        // Not the manager of JPA: the entities may not be ready yet, and this has none.
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        // Each statement must see what was committed while this call waited for its turn, whatever the default of the
        // database.
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    }

    /** Writes the row of this replica, and returns whether another replica can still believe that it is alone. */
    boolean register() {
        return transaction.execute(status -> {
            awaitTurn();
            jdbc.sql(REGISTER).param("id", name.id()).update();
            return jdbc.sql(OTHERS_ALONE)
                    .param("id", name.id())
                    .query(Boolean.class)
                    .single();
        });
    }

    /**
     * Reports that this replica is present.
     *
     * @param lease for how long it may believe that it is alone, if it is
     * @param gone replicas that were not seen for this time are forgotten
     * @param beforeCommit receives the result before others can see it
     * @return whether there is no other replica and no other session of the same role; nothing if this replica has no row
     */
    Optional<Boolean> report(Duration lease, Duration gone, Consumer<Boolean> beforeCommit) {
        return transaction.execute(status -> {
            awaitTurn();
            jdbc.sql(FORGET_GONE)
                    .param("id", name.id())
                    .param("gone", seconds(gone))
                    .update();
            Optional<Boolean> alone = jdbc.sql(REPORT)
                    .param("id", name.id())
                    .param("name", name.ofSessions())
                    .param("lease", seconds(lease))
                    .query(Boolean.class)
                    .optional();
            alone.ifPresent(beforeCommit);
            return alone;
        });
    }

    /** Deletes the row of this replica, whose writes are all acknowledged. */
    void leave() {
        transaction.executeWithoutResult(status -> {
            awaitTurn();
            jdbc.sql("delete from replicas where id = ?").param(name.id()).update();
        });
    }

    private void awaitTurn() {
        jdbc.sql(LIMIT_PAUSES).update();
        AdvisoryLock.REPLICAS.hold(jdbc);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
