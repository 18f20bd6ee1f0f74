package dev.palate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.AbstractDataSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class FailFastDataSourceTest {

    private static final Connection CONNECTION = (Connection) Proxy.newProxyInstance(
            Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> null);

    private final Pool pool = new Pool();
    private final FailFastDataSource source = new FailFastDataSource(pool);
    private final ExecutorService others = Executors.newSingleThreadExecutor();

    /** Gives what it is told to. */
    private static final class Pool extends AbstractDataSource {

        private Callable<Connection> next = () -> CONNECTION;
        private int asked;

        @Override
        public Connection getConnection() throws SQLException {
            asked++;
            try {
                return next.call();
            } catch (SQLException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }

    @AfterEach
    void stop() {
        others.shutdownNow();
    }

    @Test
    void letsOneCallerWaitForALostDatabaseAndFailsTheOthersAtOnce() throws Exception {
        lose();
        CountDownLatch probing = new CountDownLatch(1);
        CountDownLatch back = new CountDownLatch(1);
        pool.next = () -> {
            probing.countDown();
            back.await();
            return CONNECTION;
        };
        Future<Connection> probe = others.submit(() -> source.getConnection());
        probing.await();

        assertThatThrownBy(source::getConnection)
                .isInstanceOf(SQLTransientConnectionException.class)
                .hasMessage("PostgreSQL is unavailable");

        back.countDown();
        assertThat(probe.get()).isSameAs(CONNECTION);
        assertThat(source.getConnection()).isSameAs(CONNECTION);
    }

    @Test
    void asksAgainAfterAProbeThatFailed() throws Exception {
        lose();
        assertThatThrownBy(source::getConnection).hasMessage("timed out");
        pool.next = () -> CONNECTION;

        assertThat(source.getConnection()).isSameAs(CONNECTION);
        assertThat(pool.asked).isEqualTo(3);
    }

    @Test
    void takesAPoolThatIsUsedUpForNoOutage() throws Exception {
        pool.next = () -> {
            throw new SQLTransientConnectionException("timed out");
        };
        assertThatThrownBy(source::getConnection).hasMessage("timed out");
        Future<?> second = others.submit(() -> source.getConnection());

        assertThatThrownBy(second::get).hasRootCauseMessage("timed out");
        assertThat(pool.asked).isEqualTo(2);
    }

    private void lose() {
        pool.next = () -> {
            throw new SQLTransientConnectionException("timed out", "08001", new ConnectException("refused"));
        };
        assertThatThrownBy(source::getConnection).hasMessage("timed out");
    }
}
