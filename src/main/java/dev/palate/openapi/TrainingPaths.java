package dev.palate.openapi;

import dev.palate.core.Algorithms;
import dev.palate.core.auto.AutoBudget;
import dev.palate.core.auto.AutoSelection;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.hyperparameter.HyperparameterSpec;
import dev.palate.core.training.Algorithm;
import dev.palate.core.tuning.TuningBudget;
import dev.palate.training.order.Engine;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * Adds a path for each algorithm, such as {@code /models/vae/train}, with a request schema that has the types, ranges and
 * defaults of its hyper-parameters. The defaults are in the descriptions: a generated client would send declared defaults, and
 * these would replace the values of a preset.
 */
final class TrainingPaths implements OpenApiCustomizer {

    private static final String REQUEST = "TrainingRequest";
    private static final String SPLIT = "EvaluationSplit";
    private static final String BUDGET = "TuningBudget";
    private static final String ENGINE = "engine";

    private static final List<String> AUTO_FIELDS = List.of("split", "threshold", "seed", "promote");

    private final Algorithms algorithms;

    TrainingPaths(Algorithms algorithms) {
        this.algorithms = algorithms;
    }

    @Override
    public void customise(OpenAPI api) {
        Schema<?> split = settings(EvaluationSettings.schema(Protocol.STRONG_GENERALIZATION).specs().stream()
                .filter(spec -> !spec.name().equals("protocol"))
                .toList());
        split.setDescription(
                "Held-out data and cut-offs. The defaults are those of the protocol strong-generalization.");
        api.getComponents().addSchemas(SPLIT, split);
        api.getComponents().addSchemas(BUDGET, settings(TuningBudget.schema().specs()));
        Schema<?> request = general(api);
        request.getProperties().put("split", reference(SPLIT));
        request.getProperties().put("budget", reference(BUDGET));
        algorithms.all().forEach(algorithm -> describe(api, algorithm));
        describeAuto(api);
    }

    private static void describeAuto(OpenAPI api) {
        api.getComponents()
                .addSchemas(
                        "AutoBudget",
                        settings(AutoBudget.schema().specs()).description("The time of an automatic training."));
        Schema<?> request = new ObjectSchema();
        AUTO_FIELDS.forEach(field -> request.addProperty(
                field, Objects.requireNonNull(general(api).getProperties().get(field))));
        request.addProperty("budget", reference("AutoBudget"));
        api.getComponents().addSchemas("AutoTrainingRequest", request);
        addPath(
                api,
                new Target(
                        AutoSelection.NAME,
                        "Trains the members of the model family that suit the data within a budget, compares them on the"
                                + " same validation users, trains the best one again and publishes it under the name of its"
                                + " algorithm. The selection of the job has the table."),
                "train",
                "AutoTrainingRequest");
    }

    private static Schema<?> general(OpenAPI api) {
        return Objects.requireNonNull(api.getComponents().getSchemas().get(REQUEST));
    }

    private static void describe(OpenAPI api, Algorithm<?> algorithm) {
        String name = OperationNames.capitalized(algorithm.name());
        Schema<?> hyperparameters = settings(algorithm.hyperparameters().specs());
        hyperparameters.setDescription("Hyper-parameters of " + algorithm.name() + ". Absent ones have the value of the"
                + " preset or, without a preset, their default.");
        api.getComponents().addSchemas(name + "Hyperparameters", hyperparameters);
        api.getComponents()
                .addSchemas(
                        name + "TrainingRequest",
                        request(
                                api,
                                algorithm,
                                Engine.OF_SPARK.contains(algorithm.name())
                                        ? Set.of("budget")
                                        : Set.of("budget", ENGINE)));
        Target target = new Target(algorithm.name(), algorithm.description());
        addPath(api, target, "train", name + "TrainingRequest");
        boolean tunable = algorithm.hyperparameters().specs().stream()
                .anyMatch(spec -> !spec.tune().isEmpty());
        if (tunable) {
            api.getComponents()
                    .addSchemas(name + "TuningRequest", request(api, algorithm, Set.of("warmStart", ENGINE)));
            addPath(api, target, "tune", name + "TuningRequest");
        }
    }

    private static Schema<?> request(OpenAPI api, Algorithm<?> algorithm, Set<String> excluded) {
        Schema<?> request = new ObjectSchema();
        general(api).getProperties().forEach((field, schema) -> {
            boolean preset = field.equals("preset");
            if (!excluded.contains(field) && !(preset && algorithm.presets().isEmpty())) {
                request.addProperty(field, schema);
            }
        });
        if (!algorithm.presets().isEmpty()) {
            request.addProperty(
                    "preset",
                    choice(new TreeSet<>(algorithm.presets().keySet()))
                            .nullable(true)
                            .description("Replaces the defaults of the hyper-parameters."));
        }
        return request.addProperty(
                "hyperparameters", reference(OperationNames.capitalized(algorithm.name()) + "Hyperparameters"));
    }

    /** What a path trains. */
    private record Target(String name, String description) {}

    private static void addPath(OpenAPI api, Target target, String verb, String schema) {
        Operation general = Objects.requireNonNull(api.getPaths().get("/models/{algorithm}/" + verb))
                .getPost();
        Operation own = new Operation()
                .tags(general.getTags())
                .summary(general.getSummary() + ": " + target.name())
                .description(target.description())
                .parameters(general.getParameters().stream()
                        .filter(parameter -> !parameter.getIn().equals("path"))
                        .toList())
                .requestBody(new RequestBody()
                        .required(false)
                        .content(new Content()
                                .addMediaType("application/json", new MediaType().schema(reference(schema)))))
                .responses(general.getResponses());
        api.getPaths().addPathItem("/models/" + target.name() + "/" + verb, new PathItem().post(own));
    }

    private static Schema<?> settings(List<HyperparameterSpec> specs) {
        Schema<?> settings = new ObjectSchema();
        specs.forEach(spec -> settings.addProperty(spec.name(), setting(spec)));
        return settings;
    }

    private static Schema<?> setting(HyperparameterSpec spec) {
        Schema<?> schema = switch (spec.kind()) {
            case "integer" -> bounded(new IntegerSchema().format("int64"), spec);
            case "number" -> bounded(new NumberSchema().format("double"), spec);
            case "boolean" -> new BooleanSchema();
            case "integers" -> new ArraySchema().items(bounded(new IntegerSchema(), spec));
            case "texts" -> new ArraySchema().items(new StringSchema());
            default -> choice(spec.choices());
        };
        return schema.description(spec.description() + " Default: " + spec.defaultValue() + ".");
    }

    private static Schema<?> bounded(Schema<?> schema, HyperparameterSpec spec) {
        if (spec.min() != null) {
            schema.setMinimum(BigDecimal.valueOf(spec.min()));
        }
        if (spec.max() != null) {
            schema.setMaximum(BigDecimal.valueOf(spec.max()));
        }
        return schema;
    }

    private static Schema<?> choice(Iterable<String> values) {
        StringSchema schema = new StringSchema();
        values.forEach(schema::addEnumItem);
        return schema;
    }

    private static Schema<?> reference(String schema) {
        return new Schema<>().$ref(Components.COMPONENTS_SCHEMAS_REF + schema);
    }
}
