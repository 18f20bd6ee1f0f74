package dev.palate.training.policy;

import dev.palate.core.Algorithms;
import dev.palate.core.auto.AutoBudget;
import dev.palate.core.auto.AutoSelection;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.Presets;
import dev.palate.model.version.UnknownAlgorithmException;
import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.training.TrainingJob;
import dev.palate.training.TrainingSubmitter;
import dev.palate.training.order.SettingsJson;
import dev.palate.training.order.TrainingException;
import dev.palate.training.order.TrainingKind;
import dev.palate.training.order.TrainingRequest;
import dev.palate.training.policy.PolicyDecision.Start;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The training that a policy orders. One of {@code auto} has a short budget while no version is active. */
@Component
class PolicyOrders {

    /** With this budget of {@code auto}, recommendations come from a model within minutes after the first import. */
    private static final double FIRST_MINUTES = 3;

    private final Algorithms algorithms;
    private final TrainingSubmitter submitter;

    PolicyOrders(Algorithms algorithms, TrainingSubmitter submitter) {
        this.algorithms = algorithms;
        this.submitter = submitter;
    }

    /** What is wrong with algorithm, budget and promotion of the policy. */
    List<FieldProblem> problems(TrainingPolicy policy) {
        try {
            submitter.check(kind(policy), policy.algorithm(), request(policy, policy.budget()));
            return List.of();
        } catch (UnknownAlgorithmException e) {
            String known = Stream.concat(
                            Stream.of(AutoSelection.NAME),
                            algorithms.all().stream().map(Algorithm::name))
                    .collect(Collectors.joining(", "));
            return List.of(new FieldProblem(
                    "algorithm", "must be one of %s, but was '%s'".formatted(known, policy.algorithm())));
        } catch (TrainingException e) {
            return e.errors();
        }
    }

    TrainingJob submit(TrainingPolicy policy, Start start) {
        ObjectNode budget = policy.budget();
        if (start.first() && policy.autoMinutes() > FIRST_MINUTES) {
            budget = SettingsJson.write(AutoBudget.schema(), new AutoBudget(FIRST_MINUTES));
        }
        return submitter.submitForPolicy(kind(policy), policy.algorithm(), request(policy, budget), start.reason());
    }

    private static TrainingKind kind(TrainingPolicy policy) {
        return policy.budget() == null || policy.isAuto() ? TrainingKind.TRAIN : TrainingKind.TUNE;
    }

    private TrainingRequest request(TrainingPolicy policy, @Nullable ObjectNode budget) {
        String preset = algorithms
                .find(policy.algorithm())
                .filter(algorithm -> algorithm.presets().containsKey(Presets.RANKING))
                .map(algorithm -> Presets.RANKING)
                .orElse(null);
        return new TrainingRequest(preset, null, null, null, null, null, policy.promote(), null, budget, null, null);
    }
}
