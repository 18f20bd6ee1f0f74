package dev.palate.interaction.type;

import java.util.List;
import java.util.Optional;

/**
 * All interaction types at one revision; immutable.
 *
 * @param revision grows with every change of a type
 * @param types in the order of their names
 */
public record InteractionTypeSnapshot(long revision, List<InteractionType> types) {

    public InteractionTypeSnapshot {
        types = List.copyOf(types);
    }

    public Optional<InteractionType> find(String name) {
        return types.stream().filter(type -> type.name().equals(name)).findAny();
    }

    public List<String> names() {
        return types.stream().map(InteractionType::name).toList();
    }
}
