package dev.palate.spark.network;

import dev.palate.core.evaluation.Contender;

/**
 * How a training is divided into rounds.
 *
 * @param epochs of the training, at most
 * @param patience epochs without a better validation after which it stops; 0: never
 * @param batchSize users of a step
 */
record Rounds(int epochs, int patience, int batchSize) {

    /** With fewer steps between two averages, the network learns little of what each partition knows. */
    static final int LEAST_STEPS = 20;

    static Rounds of(Contender<?> contender) {
        return new Rounds(
                setting(contender, "epochs"), setting(contender, "patience"), setting(contender, "batchSize"));
    }

    private static int setting(Contender<?> contender, String name) {
        if (contender.settings().get(name) instanceof Number number) {
            return number.intValue();
        }
        throw new IllegalArgumentException(contender.name() + " has no number " + name);
    }

    /** The steps of an epoch with {@code users} users. */
    int steps(long users) {
        return (int) ((users + batchSize - 1) / batchSize);
    }

    /** The greatest number of partitions, at most {@code slots}, in which an epoch of {@code users} users has enough steps. */
    int partitions(long users, int slots) {
        return (int) Math.max(1, Math.min(slots, users / ((long) LEAST_STEPS * batchSize)));
    }

    /** How many epochs a round has, in which the smallest partition has {@code users} users. */
    int epochsOfRound(int users) {
        int steps = Math.max(1, steps(users));
        return (LEAST_STEPS + steps - 1) / steps;
    }
}
