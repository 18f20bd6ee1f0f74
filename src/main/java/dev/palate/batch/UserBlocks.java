package dev.palate.batch;

import java.util.Arrays;
import java.util.List;

/** The users of a batch in blocks, by row, from where the last attempt has stopped. */
interface UserBlocks {

    /** The next users; empty at the end. */
    List<BatchUser> next();

    static UserBlocks of(StoredBatch batch, BatchStore store, int size) {
        return batch.allUsers() ? new All(batch, store, size) : new Listed(batch, store, size);
    }

    /** All users. */
    final class All implements UserBlocks {

        private final StoredBatch batch;
        private final BatchStore store;
        private final int size;
        private int last;

        private All(StoredBatch batch, BatchStore store, int size) {
            this.batch = batch;
            this.store = store;
            this.size = size;
            this.last = batch.progress().position();
        }

        @Override
        public List<BatchUser> next() {
            List<BatchUser> users = store.usersAfter(batch.id(), last, size);
            if (!users.isEmpty()) {
                last = users.get(users.size() - 1).row();
            }
            return users;
        }
    }

    /** The users that the client named. */
    final class Listed implements UserBlocks {

        private final BatchStore store;
        private final int size;
        private final int[] rows;
        private int next;

        private Listed(StoredBatch batch, BatchStore store, int size) {
            this.store = store;
            this.size = size;
            this.rows = store.listedRows(batch.id());
            int found = Arrays.binarySearch(rows, batch.progress().position());
            this.next = found < 0 ? -found - 1 : found + 1;
        }

        @Override
        public List<BatchUser> next() {
            List<BatchUser> users = List.of();
            while (users.isEmpty() && next < rows.length) {
                int end = Math.min(next + size, rows.length);
                users = store.users(Arrays.copyOfRange(rows, next, end));
                next = end;
            }
            return users;
        }
    }
}
