package dev.palate.experiment;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One way to compute lists that an experiment compares with others.
 *
 * @param share of the users, 0.001 to 0.999
 * @param scenario that computes the lists; null: none
 * @param model the algorithm that computes the lists; null: the one that the request or the scenario names
 * @param version of that model; null: the active one
 */
@Schema(name = "ExperimentArm")
public record ExperimentArm(
        String name,
        double share,
        @Nullable String scenario,
        @Nullable String model,
        @Nullable Integer version) {}
