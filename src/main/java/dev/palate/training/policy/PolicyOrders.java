package dev.palate.training.policy;

import dev.palate.core.Algorithms;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.Presets;
import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.training.TrainingJob;
import dev.palate.training.TrainingSubmitter;
import dev.palate.training.order.OrderReader;
import dev.palate.training.order.TrainingException;
import dev.palate.training.order.TrainingKind;
import dev.palate.training.order.TrainingRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The training that a policy orders. With a budget it begins with a search. */
@Component
class PolicyOrders {

    private final Algorithms algorithms;
    private final TrainingSubmitter submitter;

    PolicyOrders(Algorithms algorithms, TrainingSubmitter submitter) {
        this.algorithms = algorithms;
        this.submitter = submitter;
    }

    /** What is wrong with algorithm, budget and promotion of the policy. */
    List<FieldProblem> problems(TrainingPolicy policy) {
        Optional<Algorithm<?>> algorithm = algorithms.find(policy.algorithm());
        if (algorithm.isEmpty()) {
            String known = algorithms.all().stream().map(Algorithm::name).collect(Collectors.joining(", "));
            return List.of(new FieldProblem(
                    "algorithm", "must be one of %s, but was '%s'".formatted(known, policy.algorithm())));
        }
        try {
            OrderReader.read(kind(policy), algorithm.get(), request(policy));
            return List.of();
        } catch (TrainingException e) {
            return e.errors();
        }
    }

    TrainingJob submit(TrainingPolicy policy, String reason) {
        return submitter.submitForPolicy(kind(policy), policy.algorithm(), request(policy), reason);
    }

    private static TrainingKind kind(TrainingPolicy policy) {
        return policy.budget() == null ? TrainingKind.TRAIN : TrainingKind.TUNE;
    }

    private TrainingRequest request(TrainingPolicy policy) {
        String preset = algorithms
                .find(policy.algorithm())
                .filter(algorithm -> algorithm.presets().containsKey(Presets.RANKING))
                .map(algorithm -> Presets.RANKING)
                .orElse(null);
        return new TrainingRequest(preset, null, null, null, null, null, policy.promote(), null, policy.budget(), null);
    }
}
