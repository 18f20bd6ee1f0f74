package dev.palate.core.evaluation;

import dev.palate.core.model.Model;

/**
 * What an experiment leaves behind.
 *
 * @param model trained on the training rows only; the caller closes it
 * @param report the model beside the baselines
 */
public record ExperimentResult(Model model, EvaluationReport report) {}
