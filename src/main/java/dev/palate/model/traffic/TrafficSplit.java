package dev.palate.model.traffic;

import java.time.Instant;

/**
 * A version under test: it answers a share of an algorithm's users in place of the version in service.
 *
 * @param share of the users, between 0 and 1
 * @param startedAt when this version came under test
 */
public record TrafficSplit(String algorithm, int version, double share, Instant startedAt) {}
