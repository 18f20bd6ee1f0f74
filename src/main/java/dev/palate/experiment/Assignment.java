package dev.palate.experiment;

/**
 * The arm of a user.
 *
 * @param experimentId the number of the experiment, which no other one ever has
 * @param experiment its name
 * @param position of the arm
 * @param ended whether the experiment has ended: then all users have this arm, and their lists are not part of the experiment
 */
public record Assignment(int experimentId, String experiment, int position, ExperimentArm arm, boolean ended) {}
