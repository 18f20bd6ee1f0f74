package dev.palate.interaction.type;

/**
 * Published in each of the transactions that erase the interactions of a deleted type: a listener erases in it those of some users.
 * No transaction writes interactions of the type any more.
 *
 * @param afterUser the row before the first user
 * @param lastUser the row of the last user
 */
public record InteractionTypeErased(short typeId, int afterUser, int lastUser) {}
