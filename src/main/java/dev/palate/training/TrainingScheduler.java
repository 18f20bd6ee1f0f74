package dev.palate.training;

import com.github.kagkarlsson.scheduler.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Starts taking jobs when the service is up, and hands the running ones back before it goes down. */
class TrainingScheduler implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TrainingScheduler.class);

    private final Scheduler scheduler;
    private final LocalJobs local;
    private final Patience patience;
    private volatile boolean running;

    TrainingScheduler(Scheduler scheduler, LocalJobs local, Patience patience) {
        this.scheduler = scheduler;
        this.local = local;
        this.patience = patience;
    }

    @Override
    public void start() {
        scheduler.start();
        running = true;
    }

    @Override
    public void stop() {
        int jobs = scheduler.getCurrentlyExecuting().size();
        if (jobs > 0) {
            log.info("Shutting down: {} running training job(s) stop within one batch and go back to the queue", jobs);
        }
        local.shutDown();
        patience.end();
        scheduler.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the models have been loaded, and stopped before them. */
    @Override
    public int getPhase() {
        return 1000;
    }
}
