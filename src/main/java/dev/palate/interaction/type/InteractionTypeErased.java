package dev.palate.interaction.type;

/**
 * Published in the transaction that erases an interaction type, while its row still exists and writers of interactions wait: a
 * listener erases in it the interactions of the type.
 */
public record InteractionTypeErased(short typeId) {}
