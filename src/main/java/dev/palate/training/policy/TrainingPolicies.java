package dev.palate.training.policy;

import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.training.TrainingJobs;
import dev.palate.training.order.TrainingException;
import dev.palate.training.policy.PolicyStatus.PolicyJob;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Shows and replaces the training policy of the service. */
@Service
public class TrainingPolicies {

    private final PolicyRows rows;
    private final FactsReader facts;
    private final PolicyOrders orders;
    private final TrainingJobs jobs;
    private final Clock clock;

    TrainingPolicies(PolicyRows rows, FactsReader facts, PolicyOrders orders, TrainingJobs jobs, Clock clock) {
        this.rows = rows;
        this.facts = facts;
        this.orders = orders;
        this.jobs = jobs;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public PolicyStatus status() {
        PolicyRow row = rows.find();
        PolicyDecision decision = PolicyRules.decide(row, () -> facts.read(row), clock.instant());
        return new PolicyStatus(row.policy(), lastJob(row.lastJob()), decision.nextDue(), decision.state());
    }

    /**
     * Replaces the policy in all replicas; absent fields get their defaults.
     *
     * @throws TrainingException naming each wrong field and its valid values
     */
    @Transactional
    public PolicyStatus replace(PolicyRequest request) {
        TrainingPolicy policy = PolicyDefaults.complete(request);
        List<FieldProblem> problems = new ArrayList<>(orders.problems(policy));
        try {
            policy.recurrence();
        } catch (IllegalArgumentException e) {
            problems.add(new FieldProblem("every", Recurrence.EXPECTED + ", but was '" + policy.every() + "'"));
        }
        if (!problems.isEmpty()) {
            throw TrainingException.invalidRequest(problems);
        }
        rows.put(policy);
        return status();
    }

    private @Nullable PolicyJob lastJob(@Nullable UUID id) {
        return id == null
                ? null
                : jobs.find(List.of(id)).stream().findFirst().map(PolicyJob::of).orElse(null);
    }
}
