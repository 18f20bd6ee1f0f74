package dev.palate.training.spark;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Kills a process with all its descendants. */
final class ProcessTree {

    /** The time in which processes may end by themselves. */
    private static final long GRACE_SECONDS = 5;

    private ProcessTree() {}

    /** Asks the processes to end, kills those that do not, and waits for the end of {@code root}. */
    static void kill(ProcessHandle root) {
        // A child of a process that has ended is no descendant any more.
        List<ProcessHandle> all =
                Stream.concat(Stream.of(root), root.descendants()).toList();
        all.forEach(ProcessHandle::destroy);
        CompletableFuture<?> ended =
                CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
        if (!await(ended)) {
            all.forEach(ProcessHandle::destroyForcibly);
            await(ended);
        }
    }

    private static boolean await(CompletableFuture<?> ended) {
        try {
            ended.get(GRACE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
