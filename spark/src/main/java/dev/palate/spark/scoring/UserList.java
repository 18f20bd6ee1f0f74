package dev.palate.spark.scoring;

import java.io.Serializable;

/**
 * The list of one user.
 *
 * @param fallback whether the list is ordered by popularity, because the model cannot use what the user has done
 * @param items the ids, the best first
 */
record UserList(String userId, boolean fallback, String[] items, float[] scores) implements Serializable {}
