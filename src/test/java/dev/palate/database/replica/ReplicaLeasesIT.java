package dev.palate.database.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.zaxxer.hikari.HikariDataSource;
import dev.palate.PostgresFixture;
import dev.palate.PostgresFixture.Database;
import dev.palate.database.AdvisoryLock;
import dev.palate.problem.DatabaseOutage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Several replicas in one JVM. Their clocks stand still until the test moves them; their rows become older when the test says so. */
class ReplicaLeasesIT {

    private final Database database = PostgresFixture.newMigratedDatabase();
    private final List<HikariDataSource> pools = new ArrayList<>();
    private final OneReplica first = new OneReplica();

    private final class OneReplica {

        private final ReplicaName name = new ReplicaName();
        private final AtomicLong nanoTime = new AtomicLong(-5);
        private final HikariDataSource pool = new HikariDataSource();
        private final JdbcClient jdbc;
        private final Replicas replicas;

        OneReplica() {
            pools.add(pool);
            pool.setJdbcUrl(database.url());
            pool.setUsername(database.user());
            pool.setPassword(database.password());
            pool.setMaximumPoolSize(1);
            pool.setMinimumIdle(0);
            pool.addDataSourceProperty("ApplicationName", name.ofSessions());
            jdbc = JdbcClient.create(pool);
            replicas = new Replicas(new ReplicaRows(jdbc, pool, name), nanoTime::get);
            replicas.register();
        }

        long period() {
            replicas.report();
            return replicas.alonePeriod();
        }

        void pass(double seconds) {
            nanoTime.addAndGet((long) (seconds * 1e9));
        }

        /** As if this replica had written its row some time ago. */
        void age(int seconds) {
            jdbc.sql("""
                            update replicas set seen_at = seen_at - make_interval(secs => :s),
                                alone_until = alone_until - make_interval(secs => :s) where id = :id""").param("s", seconds).param("id", name.id()).update();
        }

        void leave() {
            replicas.destroy();
            disconnect();
        }

        /** Ends the sessions of this replica; a new one begins when it is needed. */
        void disconnect() {
            pool.getHikariPoolMXBean().softEvictConnections();
            await().until(() -> sessions() == 0);
        }

        private int sessions() {
            return first.jdbc
                    .sql("select count(*) from pg_stat_activity where application_name = ?")
                    .param(name.ofSessions())
                    .query(Integer.class)
                    .single();
        }
    }

    @AfterEach
    void end() {
        pools.forEach(HikariDataSource::close);
    }

    @Test
    void isNotAloneBeforeItHasReported() {
        assertThat(first.replicas.alonePeriod()).isEqualTo(Replicas.NOT_ALONE);
        assertThat(first.replicas.isVisible()).isTrue();
    }

    @Test
    void isAloneInOnePeriodWhileItReportsAndNobodyComes() {
        long period = first.period();
        first.pass(1);

        assertThat(period).isNotEqualTo(Replicas.NOT_ALONE);
        assertThat(first.period()).isEqualTo(period);
    }

    @Test
    void believesThatItIsAloneForLessTimeThanPostgresGrantsIt() {
        first.period();
        first.pass(2.6);
        assertThat(first.replicas.alonePeriod()).isNotEqualTo(Replicas.NOT_ALONE);

        first.pass(0.1);
        assertThat(first.replicas.alonePeriod()).isEqualTo(Replicas.NOT_ALONE);
    }

    @Test
    void noticesAnotherReplicaWhenItReports() {
        first.period();
        OneReplica second = new OneReplica();

        assertThat(first.period()).isEqualTo(Replicas.NOT_ALONE);
        assertThat(second.period()).isEqualTo(Replicas.NOT_ALONE);
    }

    @Test
    void aSecondReplicaAcknowledgesNoWriteWhileTheFirstCanBelieveThatItIsAlone() {
        first.period();
        OneReplica second = new OneReplica();

        assertThat(second.replicas.isVisible()).isFalse();
        second.pass(2.7);
        assertThat(second.replicas.isVisible()).isFalse();
        second.pass(0.7);
        assertThat(second.replicas.isVisible()).isTrue();
    }

    @Test
    void aReplicaThatHasNoticedOthersIsNotWaitedFor() {
        first.period();
        new OneReplica();
        first.period();

        assertThat(new OneReplica().replicas.isVisible()).isTrue();
    }

    @Test
    void aNewPeriodBeginsWhenAnotherReplicaHasComeAndLeft() {
        long before = first.period();
        OneReplica second = new OneReplica();
        first.period();
        second.leave();

        assertThat(first.period()).isGreaterThan(before);
    }

    @Test
    void aNewPeriodBeginsAfterATimeInWhichAnotherReplicaCouldHaveComeAndLeft() {
        long before = first.period();
        first.pass(2.8);

        assertThat(first.period()).isGreaterThan(before);
    }

    @Test
    void aReplicaThatDoesNotReportIsForgotten() {
        OneReplica killed = new OneReplica();
        assertThat(first.period()).isEqualTo(Replicas.NOT_ALONE);
        killed.age(31);
        killed.disconnect();

        assertThat(first.period()).isNotEqualTo(Replicas.NOT_ALONE);
    }

    @Test
    void aReplicaThatWasForgottenAcknowledgesNothingUntilItHasRegisteredAndTheOthersHaveNoticed() {
        OneReplica paused = new OneReplica();
        paused.pass(27);
        assertThat(paused.replicas.isVisible()).isFalse();
        paused.age(31);
        paused.disconnect();
        assertThat(first.period()).isNotEqualTo(Replicas.NOT_ALONE);

        paused.period();
        assertThat(paused.replicas.isVisible()).isFalse();
        paused.pass(3.4);
        assertThat(paused.replicas.isVisible()).isTrue();
        assertThat(first.period()).isEqualTo(Replicas.NOT_ALONE);
    }

    @Test
    void aSessionThatIsNoneOfTheReplicaCountsAsAnother() throws SQLException {
        try (Connection other = database.connect()) {
            assertThat(other.isValid(1)).isTrue();
            assertThat(first.period()).isEqualTo(Replicas.NOT_ALONE);
        }
        await().untilAsserted(() -> assertThat(first.period()).isNotEqualTo(Replicas.NOT_ALONE));
    }

    @Test
    void aWriteFailsIfItCannotBecomeVisible() {
        first.period();
        AtomicLong running = new AtomicLong();
        OneReplica second = new OneReplica();
        Replicas unregistered = new Replicas(
                new ReplicaRows(second.jdbc, pools.get(1), second.name),
                () -> running.addAndGet(Duration.ofSeconds(1).toNanos()));

        assertThatThrownBy(unregistered::awaitVisible)
                .isInstanceOf(TransientDataAccessResourceException.class)
                .matches(DatabaseOutage::isCauseOf, "requests get 503, and jobs return to their queue");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, -3600})
    void aClockOfPostgresThatWasSetChangesNotHowLongAReplicaWaits(int seconds) {
        first.period();
        first.age(seconds);
        OneReplica second = new OneReplica();

        second.pass(2.7);
        assertThat(second.replicas.isVisible()).isFalse();
        second.pass(0.7);
        assertThat(second.replicas.isVisible()).isTrue();
    }

    @Test
    void aClockOfPostgresThatWasSetDoesNotProlongAPeriod() {
        long before = first.period();
        first.age(-3600);
        first.pass(2.8);

        assertThat(first.period()).isGreaterThan(before);
    }

    @Test
    void aReplicaThatHasLeftAcknowledgesNothing() {
        first.replicas.destroy();

        assertThat(first.replicas.isVisible()).isFalse();
        assertThat(first.jdbc
                        .sql("select count(*) from replicas")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aRegistrationOfUnknownOutcomeIsRepeated() {
        ReplicaRows rows = new ReplicaRows(first.jdbc, first.pool, first.name);
        rows.register();
        Replicas uncertain = new Replicas(rows, first.nanoTime::get);

        uncertain.report();
        assertThat(uncertain.isVisible()).isTrue();
        assertThat(uncertain.alonePeriod()).isEqualTo(Replicas.NOT_ALONE);
    }

    @Test
    void reportsGoOnAfterOneThatFoundNoMemory() {
        ReplicaRows rows = mock(ReplicaRows.class);
        when(rows.register())
                .thenThrow(new NoClassDefFoundError("as after a lack of memory"))
                .thenReturn(false);
        Replicas replicas = new Replicas(rows, first.nanoTime::get);
        replicas.follow();
        replicas.follow();

        assertThat(replicas.isVisible()).isTrue();
    }

    @Test
    void aReplicaThatStopsWhileItReportsDoesNotKeepOthersFromReporting() throws Exception {
        OneReplica second = new OneReplica();
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        CompletableFuture<?> report =
                CompletableFuture.supplyAsync(() -> new ReplicaRows(second.jdbc, second.pool, second.name)
                        .report(Replicas.LEASE, Replicas.GONE, alone -> {
                            stopped.countDown();
                            awaitUninterruptibly(goesOn);
                        }));
        stopped.await();
        try {
            CompletableFuture<Long> other = CompletableFuture.supplyAsync(first::period);
            assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo(Replicas.NOT_ALONE);
        } finally {
            goesOn.countDown();
        }
        assertThatThrownBy(report::join).hasCauseInstanceOf(RuntimeException.class);
    }

    @Test
    void aReportSeesWhoRegisteredWhileItWaitedWhateverTheDefaultIsolation() throws Exception {
        first.jdbc.sql("""
                        do $$ begin
                            execute format('alter database %I set default_transaction_isolation = ''repeatable read''', current_database());
                        end $$""").update();
        first.replicas.destroy();
        first.pool.close();
        OneReplica late = new OneReplica();
        await().until(() -> late.period() != Replicas.NOT_ALONE);
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            statement.execute("set application_name = '%s'".formatted(late.name.ofSessions()));
            other.setAutoCommit(false);
            AdvisoryLock.REPLICAS.share(other);
            CompletableFuture<Long> period = CompletableFuture.supplyAsync(late::period);
            await().until(() -> isWaitedFor(statement));
            statement.execute("insert into replicas values (gen_random_uuid(), now(), '-infinity')");
            other.commit();

            assertThat(period.get(10, TimeUnit.SECONDS)).isEqualTo(Replicas.NOT_ALONE);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isWaitedFor(Statement statement) throws SQLException {
        try (ResultSet waiting = statement.executeQuery("""
                select exists (select from pg_locks l join pg_database d on d.oid = l.database
                    where d.datname = current_database() and l.locktype = 'advisory' and not l.granted)""")) {
            waiting.next();
            return waiting.getBoolean(1);
        }
    }
}
