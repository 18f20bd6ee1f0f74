package dev.palate.feedback.split;

import java.time.Instant;

/**
 * The traffic split whose results are wanted.
 *
 * @param version under test
 * @param share of the users, between 0 and 1
 */
public record SplitTest(String algorithm, int version, double share, Instant startedAt) {}
