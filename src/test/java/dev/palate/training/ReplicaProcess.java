package dev.palate.training;

import dev.palate.PalateApplication;
import dev.palate.PostgresFixture.Database;
import dev.palate.ServiceProcess;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A {@link ServiceProcess} with {@link StepAlgorithm} at a pace at which one can come between its steps. */
final class ReplicaProcess {

    private static final long NANOS_PER_STEP = 20_000_000;

    private ReplicaProcess() {}

    static ServiceProcess start(Database database, Path log, String... properties) {
        return ServiceProcess.start(ReplicaProcess.class, database, log, properties);
    }

    public static void main(String[] args) {
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(PalateApplication.class, StepAlgorithmConfiguration.class).run(args);
        context.getBean(StepAlgorithm.class).hook((epoch, batch) -> LockSupport.parkNanos(NANOS_PER_STEP));
        ServiceProcess.announce(context);
    }
}
