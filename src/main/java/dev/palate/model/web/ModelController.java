package dev.palate.model.web;

import dev.palate.model.Activation;
import dev.palate.model.AlgorithmOverview;
import dev.palate.model.ModelActivator;
import dev.palate.model.ModelComparer;
import dev.palate.model.ModelComparison;
import dev.palate.model.ModelReader;
import dev.palate.model.ModelVersion;
import dev.palate.model.ModelVersionSummary;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Models")
@RestController
@RequestMapping("/models")
class ModelController {

    private final ModelReader reader;
    private final ModelActivator activator;
    private final ModelComparer comparer;

    ModelController(ModelReader reader, ModelActivator activator, ModelComparer comparer) {
        this.reader = reader;
        this.activator = activator;
        this.comparer = comparer;
    }

    @Operation(summary = "Lists the algorithms, their hyper-parameters and which version of each is in service")
    @GetMapping
    Page<AlgorithmOverview> algorithms(@Valid @ParameterObject PageParameters page) {
        return Page.cut(reader.algorithms(), page);
    }

    @Operation(summary = "The versions in service and the baselines side by side")
    @GetMapping("/comparison")
    ModelComparison comparison() {
        return comparer.compare();
    }

    @Operation(summary = "Lists an algorithm's versions, newest first")
    @GetMapping("/{algorithm}/versions")
    Page<ModelVersionSummary> versions(@PathVariable String algorithm, @Valid @ParameterObject PageParameters page) {
        return reader.versions(algorithm, page);
    }

    @Operation(summary = "A version: hyper-parameters, epochs, evaluation beside baselines, provenance, checkpoint")
    @GetMapping("/{algorithm}/versions/{version}")
    ModelVersion version(@PathVariable String algorithm, @PathVariable int version) {
        return reader.version(algorithm, version);
    }

    @Operation(summary = "Puts a version into service; an older one is a rollback")
    @PostMapping("/{algorithm}/versions/{version}/activate")
    ModelVersion activate(@PathVariable String algorithm, @PathVariable int version) {
        activator.activate(algorithm, version);
        return reader.version(algorithm, version);
    }

    @Operation(summary = "Deletes a version that is not in service")
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
