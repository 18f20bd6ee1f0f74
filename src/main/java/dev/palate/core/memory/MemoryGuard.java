package dev.palate.core.memory;

/** Refuses work for which there is no memory, before the work allocates any. */
@FunctionalInterface
public interface MemoryGuard {

    /** Admits everything. */
    MemoryGuard NONE = (work, need, remedy) -> {};

    /**
     * Checks that there is memory for some work now.
     *
     * @param work what needs it, as the subject of a sentence: {@code The training of 'ease' with 40000 items}
     * @param remedy how the work needs less, as an imperative after "or": {@code order it with neighbours=100}
     * @throws InsufficientMemoryException if there is not
     */
    void check(String work, MemoryNeed need, String remedy);
}
