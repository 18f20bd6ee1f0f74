package dev.palate.model.serving;

import javax.sql.DataSource;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/** The models of a second process on the same database. It follows activations from {@link #follow} until it is closed. */
public final class Replica implements AutoCloseable {

    private final ServedModels models;
    private final ModelFollower follower;

    public Replica(AutowireCapableBeanFactory beans) {
        models = beans.createBean(ServedModels.class);
        follower = new ModelFollower(models, beans.getBean(DataSource.class), beans.getBean(ModelSettings.class));
        models.refresh();
    }

    public ServedModels models() {
        return models;
    }

    public void follow() {
        follower.start();
    }

    @Override
    public void close() {
        follower.stop();
    }
}
