package dev.palate.scenario;

import dev.palate.core.Algorithms;
import dev.palate.core.training.Algorithm;
import dev.palate.model.version.ModelVersions;
import dev.palate.problem.StorableText;
import dev.palate.rule.ExpressionCompiler;
import dev.palate.scenario.ScenarioDefinition.ScenarioPin;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks what a definition of a scenario names: the model, the expressions and the pins. */
@Component
class ScenarioChecker {

    private final Algorithms algorithms;
    private final ModelVersions versions;
    private final ExpressionCompiler compiler;

    ScenarioChecker(Algorithms algorithms, ModelVersions versions, ExpressionCompiler compiler) {
        this.algorithms = algorithms;
        this.versions = versions;
        this.compiler = compiler;
    }

    void check(ScenarioDefinition definition) {
        requireText("filter", definition.filter());
        requireText("boost", definition.boost());
        requireText("experiment", definition.experiment());
        checkModel(definition);
        if (definition.filter() != null) {
            compiler.filter("filter", definition.filter());
        }
        if (definition.boost() != null) {
            compiler.boost("boost", definition.boost());
        }
        checkPins(Objects.requireNonNullElse(definition.pins(), List.of()));
    }

    /** PostgreSQL stores neither U+0000 nor half of a surrogate pair. */
    private static void requireText(String field, @Nullable String text) {
        String fault = text == null ? null : StorableText.fault(text);
        if (fault != null) {
            throw ScenarioException.invalid(field, fault);
        }
    }

    private void checkModel(ScenarioDefinition definition) {
        if (definition.model() != null && algorithms.find(definition.model()).isEmpty()) {
            throw ScenarioException.invalid(
                    "model",
                    "must be one of "
                            + algorithms.all().stream().map(Algorithm::name).toList() + ", not " + definition.model());
        }
        if (definition.version() == null) {
            return;
        }
        if (definition.model() == null) {
            throw ScenarioException.invalid("version", "needs a model");
        }
        if (versions.findCheckpoint(definition.model(), definition.version()).isEmpty()) {
            throw ScenarioException.invalid(
                    "version",
                    "must be a version of " + definition.model() + " with a checkpoint, not " + definition.version());
        }
    }

    private void checkPins(List<ScenarioPin> pins) {
        Set<String> items = new HashSet<>();
        Set<Integer> ranks = new HashSet<>();
        for (int k = 0; k < pins.size(); k++) {
            ScenarioPin pin = pins.get(k);
            String field = "pins[" + k + "]";
            requireText(field + ".itemId", pin.itemId());
            requireText(field + ".filter", pin.filter());
            if (!items.add(pin.itemId())) {
                throw ScenarioException.invalid(field + ".itemId", "is pinned twice: " + pin.itemId());
            }
            if (!ranks.add(pin.rank())) {
                throw ScenarioException.invalid(field + ".rank", "is that of another pin: " + pin.rank());
            }
            if (pin.filter() != null) {
                compiler.filter(field + ".filter", pin.filter());
            }
        }
    }
}
