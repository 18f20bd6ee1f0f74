package dev.palate.model.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.palate.core.auto.AutoSelection;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.feedback.FeedbackEvents;
import dev.palate.feedback.OnlineFigures;
import dev.palate.model.AlgorithmOverview;
import dev.palate.model.DefaultModel;
import dev.palate.model.DefaultModels;
import dev.palate.model.ModelActivator;
import dev.palate.model.ModelComparer;
import dev.palate.model.ModelReader;
import dev.palate.model.version.Activation;
import dev.palate.model.version.ModelVersion;
import dev.palate.model.version.ModelVersionSummary;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Models")
@RestController
@RequestMapping("/models")
class ModelController {

    private final ModelReader reader;
    private final ModelActivator activator;
    private final DefaultModels defaults;
    private final ModelComparer comparer;
    private final FeedbackEvents events;

    ModelController(
            ModelReader reader,
            ModelActivator activator,
            DefaultModels defaults,
            ModelComparer comparer,
            FeedbackEvents events) {
        this.reader = reader;
        this.activator = activator;
        this.defaults = defaults;
        this.comparer = comparer;
        this.events = events;
    }

    @Operation(summary = "Lists the algorithms, their hyper-parameters and their active versions")
    @GetMapping
    Page<AlgorithmOverview> algorithms(@Valid @ParameterObject PageParameters page) {
        return Page.cut(reader.algorithms(), page);
    }

    /** @param algorithm with an active version */
    record DefaultRequest(@NotBlank String algorithm) {}

    @Operation(summary = "The model that answers requests that name none, and why")
    @GetMapping("/default")
    DefaultModel defaultModel() {
        return defaults.current();
    }

    @Operation(
            summary = "Pins the model that answers requests that name none",
            description =
                    "Without a pin it is the active version with the highest lead over popularity for held-out users.")
    @PutMapping("/default")
    DefaultModel pin(@Valid @RequestBody DefaultRequest request) {
        defaults.pin(request.algorithm());
        return defaults.current();
    }

    @Operation(summary = "Ends the pin: the active version with the best score answers again")
    @DeleteMapping("/default")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unpin() {
        defaults.unpin();
    }

    /** @param online only present on request */
    @Schema(name = "ModelComparison")
    record ComparisonResponse(
            @Nullable ProtocolReport report,
            List<ModelComparer.Row> models,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            OnlineFigures online) {}

    @Operation(
            summary = "Compares the active versions and the baselines",
            description = "With online=true also the results of the last days: how many items each version recommended,"
                    + " and how many of them were clicked or rated.")
    @GetMapping("/comparison")
    ComparisonResponse comparison(
            @RequestParam(defaultValue = "false") boolean online,
            @RequestParam(defaultValue = "7") @Min(1) @Max(400) int days) {
        ModelComparer.Comparison compared = comparer.compare();
        return new ComparisonResponse(compared.report(), compared.models(), online ? events.figuresOfLast(days) : null);
    }

    @Operation(summary = "Lists an algorithm's versions, newest first")
    @GetMapping("/{algorithm}/versions")
    Page<ModelVersionSummary> versions(@PathVariable String algorithm, @Valid @ParameterObject PageParameters page) {
        return reader.versions(algorithm, page);
    }

    /** Automatic trainings have no versions of their own: the problem says where they are. */
    @Hidden
    @GetMapping("/" + AutoSelection.NAME)
    Page<ModelVersionSummary> auto(@Valid @ParameterObject PageParameters page) {
        return reader.versions(AutoSelection.NAME, page);
    }

    @Operation(summary = "A version: hyper-parameters, epochs, evaluation with baselines, provenance, checkpoint")
    @GetMapping("/{algorithm}/versions/{version}")
    ModelVersion version(@PathVariable String algorithm, @PathVariable int version) {
        return reader.version(algorithm, version);
    }

    /** @param reason for the activation log */
    record ActivationRequest(@Size(max = 500) @Nullable String reason) {}

    @Operation(summary = "Activates a version; activating an older version is a rollback")
    @PostMapping("/{algorithm}/versions/{version}/activate")
    ModelVersion activate(
            @PathVariable String algorithm,
            @PathVariable int version,
            @Valid @RequestBody(required = false) @Nullable ActivationRequest request) {
        String reason = request == null || request.reason() == null
                ? ""
                : request.reason().strip();
        activator.activate(algorithm, version, reason.isEmpty() ? "Activated on request." : reason);
        return reader.version(algorithm, version);
    }

    @Operation(summary = "Deletes a version that is not active")
    @DeleteMapping("/{algorithm}/versions/{version}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String algorithm, @PathVariable int version) {
        activator.delete(algorithm, version);
    }

    @Operation(summary = "The activation log of an algorithm, newest first")
    @GetMapping("/{algorithm}/activations")
    Page<Activation> activations(@PathVariable String algorithm, @Valid @ParameterObject PageParameters page) {
        return reader.activations(algorithm, page);
    }
}
