package dev.palate.model.serving;

import dev.palate.model.version.Activations;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Follows the activations of all replicas: PostgreSQL notifies this process of each activation, and a poll finds activations whose
 * notification was lost. Uses one thread and one connection, which no request waits for.
 */
@Component
class ModelFollower implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ModelFollower.class);
    private static final long RECONNECT_MILLIS = 500;

    private final ServedModels models;
    private final DataSource dataSource;
    private final ModelSettings settings;
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private @Nullable Thread thread;

    ModelFollower(ServedModels models, DataSource dataSource, ModelSettings settings) {
        this.models = models;
        this.dataSource = dataSource;
        this.settings = settings;
    }

    /** Loads the active versions before the first request is accepted. */
    @Override
    public synchronized void start() {
        stopped = new CountDownLatch(1);
        try {
            models.refresh();
        } catch (DataAccessException e) {
            log.warn("The active models could not be loaded yet: {}", e.getMessage());
        }
        Thread follower = new Thread(this::follow, "model-follower");
        follower.setDaemon(true);
        follower.start();
        thread = follower;
    }

    @Override
    public synchronized void stop() {
        stopped.countDown();
        Thread follower = thread;
        if (follower != null) {
            try {
                follower.join(settings.poll().toMillis() + RECONNECT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }

    @Override
    public int getPhase() {
        return 0;
    }

    private void follow() {
        boolean reachable = true;
        while (isRunning()) {
            try (Connection connection = dataSource.getConnection()) {
                follow(connection);
                reachable = true;
            } catch (SQLException | DataAccessException e) {
                if (reachable && isRunning()) {
                    log.warn("Activations cannot be followed, the loaded models stay in service: {}", e.getMessage());
                }
                reachable = false;
                pause();
            }
        }
    }

    private void follow(Connection connection) throws SQLException {
        execute(connection, "listen " + Activations.CHANNEL);
        try {
            PGConnection notifications = connection.unwrap(PGConnection.class);
            while (isRunning()) {
                models.refresh();
                notifications.getNotifications((int) settings.poll().toMillis());
            }
        } finally {
            execute(connection, "unlisten *");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void pause() {
        try {
            stopped.await(RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }
}
