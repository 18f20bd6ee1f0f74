package dev.palate.demo;

import dev.palate.core.Algorithms;
import java.io.Console;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Imports ratings, trains the notebook's models and a better one, and prints a report of both once the service is ready. Steps that an earlier process has completed
 * are skipped. A failure leaves the service running.
 */
@Component
@Profile("demo")
class Demo implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Demo.class);

    private final Algorithms algorithms;
    private final DemoRatings ratings;
    private final DemoTraining training;
    private final DemoReport report;
    private final PrintStream out = System.out;
    private @Nullable Thread worker;

    Demo(Algorithms algorithms, DemoRatings ratings, DemoTraining training, DemoReport report) {
        this.algorithms = algorithms;
        this.ratings = ratings;
        this.training = training;
        this.report = report;
    }

    @EventListener
    synchronized void start(ApplicationReadyEvent ready) {
        worker = new Thread(() -> run(ready.getApplicationContext()), "demo");
        worker.setDaemon(true);
        worker.start();
    }

    @Override
    public synchronized void destroy() {
        if (worker != null) {
            worker.interrupt();
        }
    }

    private void run(ApplicationContext context) {
        try {
            ratings.importMissing(out);
            ProgressConsole console = new ProgressConsole(out, isTerminal());
            List<DemoModel<?>> notebook = DemoModel.notebook(algorithms);
            training.trainMissing(notebook, out, console);
            report.printNotebook(notebook, out);
            DemoModel<?> ranking = DemoModel.ranking(algorithms);
            out.printf(
                    "%nNow a model that is made for recommendations: %s with the preset %s.%n",
                    ranking.name(), ranking.preset());
            training.trainMissing(List.of(ranking), out, console);
            report.printRecommendations(ranking, out);
            out.printf("%nThe service keeps running; Ctrl-C stops it.%n");
            address(context).ifPresent(address -> report.printConsole(ranking, notebook, address, out));
        } catch (InterruptedException e) {
            log.info("The service is stopping: the demo continues when it starts next");
        } catch (RuntimeException e) {
            log.error("The demo failed; the service keeps running", e);
        }
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Demo::isTerminal).isPresent()
                && !"dumb".equals(System.getenv("TERM"));
    }

    /** From JDK 22 on, a process without a terminal has a console as well. */
    private static boolean isTerminal(Console console) {
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException olderJdk) {
            return true;
        }
    }

    private static Optional<String> address(ApplicationContext context) {
        return context instanceof WebServerApplicationContext web && web.getWebServer() != null
                ? Optional.of("http://127.0.0.1:" + web.getWebServer().getPort())
                : Optional.empty();
    }
}
