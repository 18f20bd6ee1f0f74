package dev.palate.core.evaluation;

import dev.palate.core.model.Model;

/**
 * The outcome of an experiment.
 *
 * @param model trained on the training rows only; the caller closes it
 * @param report of the model and the baselines
 * @param test the held-out users, on which other models can be compared with this one
 */
public record ExperimentResult(Model model, EvaluationReport report, PairedTest test) {

    /** The same of a model that was chosen among several. */
    public ExperimentResult with(SelectionReport selection) {
        return new ExperimentResult(model, report.with(selection), test);
    }
}
