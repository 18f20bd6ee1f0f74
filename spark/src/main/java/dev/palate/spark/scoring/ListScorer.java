package dev.palate.spark.scoring;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Ranking;
import dev.palate.core.model.TopN;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Computes the lists of the users of one partition, a few at a time, from rows that are in the order of the users. */
final class ListScorer implements Iterator<UserList> {

    /** As many as the service scores together: the scores of a user are those of a single request, to the bit. */
    private static final int MOST_USERS = 16;

    private static final int MOST_SCORES = 1 << 21;

    private final Iterator<Row> rows;
    private final Iterator<String> users;
    private final Catalogue catalogue;
    private final LocalModel model;
    private final int k;
    private final int[] items;
    private final FoldIn foldIn;
    private final float[] scores;
    private final Queue<UserList> ready = new ArrayDeque<>();
    private @Nullable Row next;
    private int user;

    /** A user of a batch, with the items that the list must not contain. */
    private record Member(String id, SparseVector known, BitSet seen) {}

    /**
     * Begins with a user.
     *
     * @param rows as {@link dev.palate.spark.data.Histories} describes them
     * @param users the ids of all users of the partition, also of those without rows
     * @param first the number of the first of them
     */
    ListScorer(Iterator<Row> rows, Iterator<String> users, int first, Catalogue catalogue, LocalModel model, int k) {
        this.rows = rows;
        this.users = users;
        this.user = first;
        this.catalogue = catalogue;
        this.model = model;
        this.k = k;
        int[] columns = catalogue.columns(model.items());
        this.items = new int[model.items().size()];
        Arrays.fill(items, -1);
        for (int item = 0; item < columns.length; item++) {
            if (columns[item] >= 0) {
                items[columns[item]] = item;
            }
        }
        this.foldIn =
                new FoldIn(columns, model.scorer().leastInput(), model.scorer().usesRecency());
        this.scores = new float[Math.multiplyExact(batch(), items.length)];
        this.next = rows.hasNext() ? rows.next() : null;
    }

    private int batch() {
        return Math.max(
                1, Math.min(MOST_USERS, MOST_SCORES / Math.max(1, model.items().size())));
    }

    @Override
    public boolean hasNext() {
        return !ready.isEmpty() || users.hasNext();
    }

    @Override
    public UserList next() {
        if (ready.isEmpty()) {
            score();
        }
        UserList list = ready.poll();
        if (list == null) {
            throw new NoSuchElementException();
        }
        return list;
    }

    private void score() {
        List<Member> members = new ArrayList<>();
        while (members.size() < batch() && users.hasNext()) {
            String id = users.next();
            read();
            if (foldIn.isUsable()) {
                members.add(new Member(id, foldIn.vector(), foldIn.seen()));
            } else {
                ready.add(byPopularity(id, foldIn.seen()));
            }
        }
        if (members.isEmpty()) {
            return;
        }
        RatingMatrix known = RatingMatrix.of(
                items.length, members.stream().map(Member::known).toList());
        if (members.size() == 1) {
            model.scorer().score(members.get(0).known, scores);
        } else {
            model.scorer().scoreRows(known, 0, members.size(), scores);
        }
        for (int row = 0; row < members.size(); row++) {
            ready.add(list(members.get(row), row * items.length));
        }
    }

    /** Collects the rows of the next user. */
    private void read() {
        foldIn.clear();
        while (next != null && next.getInt(0) == user) {
            foldIn.add(next.getInt(1), next.getFloat(2), next.getLong(3), next.getInt(4));
            next = rows.hasNext() ? rows.next() : null;
        }
        user++;
    }

    private UserList list(Member member, int offset) {
        Ranking best = TopN.select(
                scores,
                offset,
                items.length,
                k,
                column ->
                        items[column] >= 0 && catalogue.shown().get(items[column]) && !member.seen.get(items[column]));
        String[] ids = new String[best.size()];
        float[] values = new float[best.size()];
        for (int rank = 0; rank < ids.length; rank++) {
            ids[rank] = catalogue.ids()[items[best.item(rank)]];
            values[rank] = best.score(rank);
        }
        return new UserList(member.id, false, ids, values);
    }

    private UserList byPopularity(String id, BitSet seen) {
        Ranking best =
                TopN.select(catalogue.popularity(), k, item -> catalogue.shown().get(item) && !seen.get(item));
        String[] ids = new String[best.size()];
        float[] values = new float[best.size()];
        for (int rank = 0; rank < ids.length; rank++) {
            ids[rank] = catalogue.ids()[best.item(rank)];
            values[rank] = best.score(rank);
        }
        return new UserList(id, true, ids, values);
    }
}
