package dev.palate.experiment;

import dev.palate.database.polling.RevisionedSnapshot;
import dev.palate.problem.DomainProblem.FieldProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The experiments. Assignments use a snapshot in memory. A change is visible in this process before the call that makes it returns, and in
 * other processes within about a second.
 */
@Service
public class Experiments {

    private static final double ROUNDING = 1e-6;

    private final ExperimentStore store;
    private final ArmTargets targets;
    private final RevisionedSnapshot<ExperimentSnapshot> current;

    Experiments(ExperimentStore store, ArmTargets targets) {
        this.store = store;
        this.targets = targets;
        this.current = new RevisionedSnapshot<>(store::snapshot, ExperimentSnapshot::revision, store::revision);
    }

    /** In the order of their names. */
    public List<OnlineExperiment> all() {
        return current.get().experiments();
    }

    /**
     * @throws ExperimentException if there is no such experiment
     */
    public OnlineExperiment get(String name) {
        return current.get().find(name).orElseThrow(() -> ExperimentException.unknown(name));
    }

    public Optional<OnlineExperiment> find(String name) {
        return current.get().find(name);
    }

    /**
     * The arm of a user. It costs no query.
     *
     * @throws ExperimentException if there is no such experiment
     */
    public Assignment assign(String name, String userId) {
        return get(name).assign(userId);
    }

    /**
     * Starts an experiment. Repeating the call changes nothing.
     *
     * @return whether the experiment is new
     * @throws ExperimentException if the arms contradict each other, or another experiment has the name
     */
    public boolean create(NewExperiment definition) {
        require(definition);
        targets.require(definition);
        boolean created = store.create(definition);
        refresh();
        return created;
    }

    /**
     * Ends an experiment. Afterwards all users get the winner.
     *
     * @param winner the name of an arm; null: the control
     * @throws ExperimentException if there is no such experiment or arm, or the experiment has ended already
     */
    public void end(String name, @Nullable String winner, @Nullable String reason) {
        store.end(name, winner, reason);
        refresh();
    }

    /**
     * Deletes an experiment that has ended. Its events remain until their retention ends, without being part of a report.
     *
     * @throws ExperimentException if there is no such experiment or it is running
     */
    public void delete(String name) {
        store.delete(name);
        refresh();
    }

    /** Reads the experiments again if any process has changed them; otherwise it costs one cheap query. */
    public void refresh() {
        current.refresh();
    }

    private static void require(NewExperiment definition) {
        List<FieldProblem> problems = new ArrayList<>();
        List<ExperimentArm> arms = definition.arms();
        double sum = arms.stream().mapToDouble(ExperimentArm::share).sum();
        if (Math.abs(sum - 1) > ROUNDING) {
            problems.add(new FieldProblem("arms", "must have shares whose sum is 1, not " + (float) sum));
        }
        Set<String> names = new HashSet<>();
        IntStream.range(0, arms.size()).forEach(k -> {
            ExperimentArm arm = arms.get(k);
            if (!names.add(arm.name())) {
                problems.add(
                        new FieldProblem("arms[" + k + "].name", "must be distinct; " + arm.name() + " is repeated"));
            }
            if (arm.version() != null && arm.model() == null) {
                problems.add(new FieldProblem("arms[" + k + "].version", "needs the model that it is a version of"));
            }
            if (arm.scenario() != null && arm.model() != null) {
                problems.add(new FieldProblem(
                        "arms[" + k + "].model", "must be absent with a scenario, which names its model"));
            }
        });
        if (!problems.isEmpty()) {
            throw ExperimentException.invalid(problems);
        }
    }
}
