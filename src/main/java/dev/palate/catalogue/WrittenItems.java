package dev.palate.catalogue;

import java.util.Set;

/**
 * What writing many items has done.
 *
 * @param changed how many were new or changed
 * @param overfull the ids of those that were not written, because they would have too many attributes together with those that they have
 */
public record WrittenItems(int changed, Set<String> overfull) {}
