package dev.palate.batch;

import dev.palate.batch.result.Chunk;
import dev.palate.batch.result.ChunkWriter;
import dev.palate.batch.result.ListFormat;
import dev.palate.batch.result.ResultStore;
import dev.palate.catalogue.ErasureLock;
import dev.palate.job.Attempt;
import dev.palate.model.serving.ServedModel;
import dev.palate.recommendation.BulkRecommender;
import dev.palate.recommendation.BulkRecommender.UserList;
import dev.palate.recommendation.query.RecommendationQuery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * One attempt of a batch. Workers compute blocks of users at the same time; the thread of the attempt stores them in order, each in one
 * fenced transaction. There are at most one more block than workers in memory.
 */
final class BatchRun {

    private static final int MOST_USERS_OF_BLOCK = 1000;
    private static final int MOST_ITEMS_OF_BLOCK = 1 << 16;
    /** Their histories and lists are in memory at the same time. */
    private static final int MOST_USERS_AT_ONCE = 64;

    private static final int MOST_ITEMS_AT_ONCE = 1 << 14;

    private final Attempt attempt;
    private final StoredBatch batch;
    private final Query query;
    private final Parts parts;
    private int storedUpTo;
    private int chunks;

    /** What each worker needs. */
    record Parts(
            BatchStore store,
            ResultStore results,
            BulkRecommender recommender,
            ListFormat format,
            ErasureLock erasure) {}

    /** @param model scores all users; empty: popularity */
    record Query(RecommendationQuery query, Optional<ServedModel> model) {}

    BatchRun(Attempt attempt, StoredBatch batch, Query query, Parts parts) {
        this.attempt = attempt;
        this.batch = batch;
        this.query = query;
        this.parts = parts;
        this.storedUpTo = batch.progress().position();
        this.chunks = batch.progress().chunks();
    }

    private record Block(List<BatchUser> users, List<Chunk> chunks) {}

    /**
     * Computes and stores the lists that earlier attempts have not.
     *
     * @throws CancellationException if the attempt is requested to stop
     */
    void run(ExecutorService workers, int threads) throws InterruptedException, ExecutionException {
        if (chunks == 0) {
            storeHeader();
        }
        UserBlocks users = UserBlocks.of(batch, parts.store(), blockSize());
        Queue<Future<Block>> computed = new ArrayDeque<>();
        try {
            for (List<BatchUser> next = users.next(); !next.isEmpty() || !computed.isEmpty(); ) {
                if (next.isEmpty() || computed.size() > threads) {
                    store(computed.remove().get());
                } else {
                    List<BatchUser> block = next;
                    computed.add(workers.submit(() -> compute(block)));
                    next = users.next();
                }
            }
        } finally {
            computed.forEach(block -> block.cancel(false));
        }
    }

    private int blockSize() {
        return Math.max(1, Math.min(MOST_USERS_OF_BLOCK, MOST_ITEMS_OF_BLOCK / listLength()));
    }

    private int listLength() {
        return query.query.page().k();
    }

    private Block compute(List<BatchUser> users) {
        ChunkWriter writer = new ChunkWriter();
        int atOnce = Math.max(1, Math.min(MOST_USERS_AT_ONCE, MOST_ITEMS_AT_ONCE / listLength()));
        for (int from = 0; from < users.size(); from += atOnce) {
            if (attempt.isStopRequested()) {
                throw new CancellationException("the attempt is requested to stop");
            }
            List<String> ids = users.subList(from, Math.min(from + atOnce, users.size())).stream()
                    .map(BatchUser::id)
                    .toList();
            for (UserList user : parts.recommender().lists(ids, query.query, query.model)) {
                writer.add(
                        user.userRow(), out -> parts.format().write(batch.format(), user.userId(), user.list(), out));
            }
        }
        return new Block(users, writer.end());
    }

    private void storeHeader() {
        Chunk header = new Chunk(1, 0, ChunkWriter.compressed(parts.format().header(batch.format())));
        attempt.write(() -> {
            if (parts.store().begin(batch.id())) {
                parts.results().insert(batch.id(), 0, List.of(header));
            }
        });
        chunks = 1;
    }

    private void store(Block block) {
        int last = block.users.get(block.users.size() - 1).row();
        attempt.write(() -> {
            parts.erasure().share();
            List<BatchUser> erased = erased(block.users);
            int written = block.users.size() - erased.size();
            if (parts.store().advance(batch.id(), storedUpTo, last, written, block.chunks.size())) {
                parts.results().insert(batch.id(), chunks, without(erased, block.chunks));
                attempt.markAdvanced();
            }
        });
        storedUpTo = last;
        chunks += block.chunks.size();
    }

    /** Those whose lists were computed and who were erased since then; none can be erased until the transaction ends. */
    private List<BatchUser> erased(List<BatchUser> users) {
        Set<Integer> present = parts
                .store()
                .users(users.stream().mapToInt(BatchUser::row).toArray())
                .stream()
                .map(BatchUser::row)
                .collect(Collectors.toSet());
        return users.stream().filter(user -> !present.contains(user.row())).toList();
    }

    private List<Chunk> without(List<BatchUser> erased, List<Chunk> all) {
        List<Chunk> kept = new ArrayList<>(all);
        for (BatchUser user : erased) {
            kept.replaceAll(chunk -> chunk.contains(user.row())
                    ? chunk.withBytes(parts.format().without(batch.format(), user.id(), chunk.bytes()))
                    : chunk);
        }
        return kept;
    }
}
