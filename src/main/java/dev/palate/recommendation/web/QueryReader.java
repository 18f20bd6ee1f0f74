package dev.palate.recommendation.web;

import dev.palate.catalogue.filter.CategoryFilter;
import dev.palate.experiment.Assignment;
import dev.palate.experiment.ExperimentArm;
import dev.palate.experiment.Experiments;
import dev.palate.recommendation.AssignedQuery;
import dev.palate.recommendation.query.ArmChoiceException;
import dev.palate.recommendation.query.CandidateRules;
import dev.palate.recommendation.query.Exploration;
import dev.palate.recommendation.query.ExplorationException;
import dev.palate.recommendation.query.Fallback;
import dev.palate.recommendation.query.Followed.FollowedScenario;
import dev.palate.recommendation.query.ListOrder;
import dev.palate.recommendation.query.ListPage;
import dev.palate.recommendation.query.ListRules;
import dev.palate.recommendation.query.ModelChoice;
import dev.palate.recommendation.query.NoCandidatesException;
import dev.palate.recommendation.query.Pin;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.rule.Boost;
import dev.palate.rule.ExpressionCompiler;
import dev.palate.rule.Filter;
import dev.palate.scenario.Scenario;
import dev.palate.scenario.ScenarioDefinition;
import dev.palate.scenario.Scenarios;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what a list is asked for from the parameters of a request and the scenario that they name. A parameter overrides the scenario. */
@Component
public class QueryReader {

    static final ScenarioDefinition NO_SCENARIO =
            new ScenarioDefinition(null, null, null, null, null, null, null, null, null, null, null);

    private final Scenarios scenarios;
    private final Experiments experiments;
    private final ExpressionCompiler compiler;

    QueryReader(Scenarios scenarios, Experiments experiments, ExpressionCompiler compiler) {
        this.scenarios = scenarios;
        this.experiments = experiments;
        this.compiler = compiler;
    }

    /**
     * Reads a query outside of experiments.
     *
     * @throws dev.palate.scenario.UnknownScenarioException if there is no such scenario
     * @throws dev.palate.rule.InvalidExpressionException if a filter or a boost is invalid
     * @throws ExplorationException if a list is to be sampled and explained
     * @throws NoCandidatesException if the parameters have an empty list of candidates
     */
    public AssignedQuery read(RecommendationParameters parameters) {
        Scenario scenario = parameters.scenario() == null ? null : scenarios.get(parameters.scenario());
        return read(parameters, scenario, null);
    }

    /**
     * Reads the query of one user, whose arm of an experiment replaces the scenario or the model. The experiment is that of the request
     * or of its scenario.
     *
     * @param experiment its name; null: that of the scenario, if it has one
     * @throws dev.palate.experiment.ExperimentException if the request names an experiment that does not exist
     * @throws ArmChoiceException if the request names both an experiment and a model, which the arm does
     */
    AssignedQuery read(RecommendationParameters parameters, @Nullable String experiment, String userId) {
        Scenario scenario = parameters.scenario() == null ? null : scenarios.get(parameters.scenario());
        boolean namesModel = parameters.model() != null || parameters.version() != null;
        if (experiment != null && namesModel) {
            throw new ArmChoiceException(parameters.model() != null ? "model" : "version");
        }
        // A request that names a model overrides the scenario, its experiment included.
        Assignment assignment = namesModel ? null : assignment(experiment, scenario, userId);
        if (assignment == null) {
            return read(parameters, scenario, null);
        }
        String ofArm = assignment.arm().scenario();
        return read(parameters, ofArm == null ? scenario : scenarios.find(ofArm).orElse(scenario), assignment);
    }

    private @Nullable Assignment assignment(@Nullable String experiment, @Nullable Scenario scenario, String userId) {
        if (experiment != null) {
            return experiments.assign(experiment, userId);
        }
        String ofScenario = scenario == null ? null : scenario.inUse().experiment();
        // A list must not fail because an experiment was deleted.
        return ofScenario == null
                ? null
                : experiments
                        .find(ofScenario)
                        .map(found -> found.assign(userId))
                        .orElse(null);
    }

    private AssignedQuery read(
            RecommendationParameters parameters, @Nullable Scenario scenario, @Nullable Assignment assignment) {
        RecommendationQuery query = query(parameters, scenario == null ? NO_SCENARIO : scenario.inUse());
        FollowedScenario followed = scenario == null ? null : new FollowedScenario(scenario.name(), scenario.version());
        if (assignment == null) {
            return AssignedQuery.of(query, followed);
        }
        ExperimentArm arm = assignment.arm();
        RecommendationQuery ofArm = arm.model() == null
                ? query
                : query.withModel(new ModelChoice(
                        arm.model(),
                        arm.version(),
                        query.model().exploration(),
                        query.model().fallback()));
        return new AssignedQuery(ofArm, assignment, followed);
    }

    /** The query of a request without any parameters that follows a definition. */
    RecommendationQuery query(ScenarioDefinition definition) {
        return query(RecommendationParameters.NONE, definition);
    }

    private RecommendationQuery query(RecommendationParameters parameters, ScenarioDefinition scenario) {
        boolean explained = Boolean.TRUE.equals(parameters.explain());
        Exploration sampling = sampling(parameters);
        if (sampling.isWanted() && explained) {
            throw ExplorationException.withExplanation();
        }
        return new RecommendationQuery(
                model(parameters, scenario, sampling),
                candidates(parameters, scenario),
                new ListPage(
                        first(parameters.k(), scenario.k(), ListPage.DEFAULT_K), first(parameters.offset(), null, 0)),
                new ListOrder(
                        first(parameters.diversity(), scenario.diversity(), 0.0),
                        first(parameters.calibration(), scenario.calibration(), 0.0)),
                rules(parameters, scenario),
                explained);
    }

    private static Exploration sampling(RecommendationParameters parameters) {
        Double scale = parameters.exploration();
        return scale == null || scale == 0
                ? Exploration.NONE
                : new Exploration(scale, first(parameters.seed(), null, 0L));
    }

    /** A parameter that names a model replaces the model and the version of the scenario. */
    private static ModelChoice model(
            RecommendationParameters parameters, ScenarioDefinition scenario, Exploration sampling) {
        Fallback fallback = scenario.fallback() == null
                ? Fallback.POPULAR
                : Fallback.of(scenario.fallback()).orElseThrow();
        return parameters.model() != null || parameters.version() != null
                ? new ModelChoice(parameters.model(), parameters.version(), sampling, fallback)
                : new ModelChoice(scenario.model(), scenario.version(), sampling, fallback);
    }

    private static CandidateRules candidates(RecommendationParameters parameters, ScenarioDefinition scenario) {
        if (parameters.candidates() != null && parameters.candidates().isEmpty()) {
            throw new NoCandidatesException();
        }
        return new CandidateRules(
                CategoryFilter.parse(orEmpty(parameters.category())),
                Set.copyOf(orEmpty(parameters.exclude())),
                Set.copyOf(orEmpty(parameters.candidates())),
                Boolean.TRUE.equals(parameters.includeRated()),
                first(parameters.newItems(), scenario.newItems(), 0.0));
    }

    private ListRules rules(RecommendationParameters parameters, ScenarioDefinition scenario) {
        String filter = parameters.filter() == null ? scenario.filter() : parameters.filter();
        String boost = parameters.boost() == null ? scenario.boost() : parameters.boost();
        List<ScenarioDefinition.ScenarioPin> pins = Objects.requireNonNullElse(scenario.pins(), List.of());
        if (filter == null && boost == null && pins.isEmpty()) {
            return ListRules.NONE;
        }
        return new ListRules(
                filter("filter", filter),
                boost(boost),
                pins.stream()
                        .map(pin -> new Pin(pin.itemId(), pin.rank(), filter("pins.filter", pin.filter())))
                        .toList());
    }

    private @Nullable Filter filter(String field, @Nullable String text) {
        return text == null ? null : compiler.filter(field, text);
    }

    private @Nullable Boost boost(@Nullable String text) {
        return text == null ? null : compiler.boost("boost", text);
    }

    private static <T> T first(@Nullable T parameter, @Nullable T ofScenario, T otherwise) {
        return parameter != null ? parameter : ofScenario != null ? ofScenario : otherwise;
    }

    private static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }
}
