package dev.palate.experiment.statistics;

/** What may be concluded from an experiment. */
public enum Verdict {
    /** The arms do not have their shares of the users, so they are not comparable. */
    SAMPLE_RATIO_BROKEN,
    /** An arm has too few users for the normal approximation. */
    TOO_FEW_USERS,
    /** At least one treatment differs from the control. */
    DIFFERENT,
    /** No difference can be concluded before more users take part. */
    NOT_YET,
    /** The planned number of users is reached, and no treatment differs from the control. */
    NOT_DIFFERENT
}
