package dev.palate.crash;

import dev.palate.PalateApplication;
import dev.palate.PostgresFixture.Database;
import dev.palate.ServiceProcess;
import dev.palate.training.StepAlgorithm;
import dev.palate.training.StepFamilyConfiguration;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A {@link ServiceProcess} whose automatic trainings choose among three algorithms, the last of which may be slow. */
final class AutoProcess {

    private static final String PACE = "palate.test.millis-per-step";

    private AutoProcess() {}

    /** @param millisPerStep of the last algorithm */
    static ServiceProcess start(Database database, Path folder, int millisPerStep) {
        return ServiceProcess.start(
                AutoProcess.class,
                database,
                folder.resolve("service.log"),
                "-D" + PACE + "=" + millisPerStep,
                "palate.jobs.heartbeat=500ms",
                "palate.jobs.poll=100ms",
                "palate.jobs.progress=100ms",
                "palate.training.threads=1",
                "palate.imports.spool=" + folder.resolve("spool"));
    }

    public static void main(String[] args) {
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(PalateApplication.class, StepFamilyConfiguration.class).run(args);
        long nanos = TimeUnit.MILLISECONDS.toNanos(Long.getLong(PACE));
        context.getBean(StepAlgorithm.class).hook((epoch, batch) -> LockSupport.parkNanos(nanos));
        ServiceProcess.announce(context);
    }
}
