package dev.palate.model.traffic;

import java.time.Instant;

/**
 * A version under test: it answers a share of an algorithm's users instead of the active version.
 *
 * @param share of the users, between 0 and 1
 * @param startedAt when the test of this version started
 */
public record TrafficSplit(String algorithm, int version, double share, Instant startedAt) {}
