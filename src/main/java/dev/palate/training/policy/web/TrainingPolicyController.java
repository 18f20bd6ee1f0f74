package dev.palate.training.policy.web;

import dev.palate.training.policy.PolicyRequest;
import dev.palate.training.policy.PolicyStatus;
import dev.palate.training.policy.TrainingPolicies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Training")
@RestController
@RequestMapping("/training-policy")
class TrainingPolicyController {

    private final TrainingPolicies policies;

    TrainingPolicyController(TrainingPolicies policies) {
        this.policies = policies;
    }

    @Operation(summary = "When the service trains by itself, what it does now and why")
    @GetMapping
    PolicyStatus status() {
        return policies.status();
    }

    @Operation(
            summary = "Replaces the training policy",
            description =
                    "The body replaces the whole policy in all replicas: fields that are left out get their defaults.")
    @PutMapping
    PolicyStatus replace(@Valid @RequestBody PolicyRequest request) {
        return policies.replace(request);
    }
}
