package dev.palate.training.policy;

import dev.palate.database.AfterCommit;
import dev.palate.problem.ProblemException;
import dev.palate.training.TrainingJob;
import dev.palate.training.policy.PolicyDecision.Phase;
import dev.palate.training.policy.PolicyDecision.Start;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts the trainings that are due, in every process: the row of the policy is locked while a job is submitted, and the decision is
 * repeated under the lock, so that only one process starts a job.
 */
@Component
class PolicyCheck {

    private static final Logger log = LoggerFactory.getLogger(PolicyCheck.class);

    private final PolicyRows rows;
    private final FactsReader facts;
    private final PolicyOrders orders;
    private final PolicyMetrics metrics;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private Phase phase = Phase.OFF;
    private @Nullable String failure;

    PolicyCheck(
            PolicyRows rows,
            FactsReader facts,
            PolicyOrders orders,
            PolicyMetrics metrics,
            TransactionTemplate transaction,
            Clock clock) {
        this.rows = rows;
        this.facts = facts;
        this.orders = orders;
        this.metrics = metrics;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${palate.training-policy.check:5s}")
    synchronized void check() {
        try {
            PolicyRow row = rows.find();
            PolicyDecision decision = decide(row);
            report(row.policy(), decision);
            if (decision.start() != null) {
                transaction.executeWithoutResult(status -> rows.lock().ifPresent(this::startIfDue));
            }
            failure = null;
        } catch (DataAccessException | TransactionException e) {
            warn("the database is unavailable", e);
        } catch (ProblemException e) {
            warn("the job cannot be submitted", e);
        }
    }

    private PolicyDecision decide(PolicyRow row) {
        return PolicyRules.decide(row, () -> facts.read(row), clock.instant());
    }

    private void startIfDue(PolicyRow locked) {
        Start start = decide(locked).start();
        if (start == null) {
            return;
        }
        TrainingJob job = orders.submit(locked.policy(), start);
        rows.started(job);
        AfterCommit.run(() -> {
            metrics.started(start.rule());
            log.info("The training policy started job {}, '{}': {}", job.id(), job.algorithm(), start.reason());
        });
    }

    private void report(TrainingPolicy policy, PolicyDecision decision) {
        if (phase == Phase.OFF && decision.phase() != Phase.OFF) {
            log.info(
                    "The training policy is on: the service trains '{}' by itself. PUT /training-policy with"
                            + " {\"enabled\": false} turns it off, GET shows it",
                    policy.algorithm());
        }
        if (phase != decision.phase() && decision.start() == null) {
            log.info("Training policy: {}", decision.state());
        }
        phase = decision.phase();
    }

    /** Once for each failure, as the check is repeated every few seconds. */
    private void warn(String problem, RuntimeException e) {
        if (!Objects.equals(failure, problem)) {
            log.warn("The training policy was not checked, which is retried: {}: {}", problem, e.getMessage());
        }
        failure = problem;
    }
}
