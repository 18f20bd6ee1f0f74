package dev.palate.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.ServiceProcess;
import dev.palate.crash.Caller.Answer;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One user who rates, rates again, takes back and rates many at once, as quickly as the answers come. */
final class RatingClient implements Client {

    private static final int BATCH = 10;

    private final String user;
    private final int items;
    private final SplittableRandom random;
    private final Caller caller = new Caller();
    private Map<String, Float> acknowledged = new HashMap<>();
    private @Nullable Map<String, Float> unanswered;
    private long answers;
    private int unknown;
    private int survivors;

    RatingClient(String user, int items, long seed) {
        this.user = user;
        this.items = items;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public void work(ServiceProcess service, BooleanSupplier wanted) throws InterruptedException {
        while (wanted.getAsBoolean() && unanswered == null) {
            change(service);
        }
    }

    private void change(ServiceProcess service) throws InterruptedException {
        Map<String, Float> after = new HashMap<>(acknowledged);
        unanswered = after;
        int kind = random.nextInt(10);
        Optional<Answer> answer;
        if (kind == 0 && !acknowledged.isEmpty()) {
            String item = acknowledged.keySet().iterator().next();
            after.remove(item);
            answer = caller.send(service, "DELETE", path(item), "");
        } else if (kind < 3) {
            answer = caller.send(service, "POST", "/ratings", batch(after));
        } else {
            String item = item();
            after.put(item, value());
            answer = caller.send(service, "PUT", path(item), "{\"value\": " + after.get(item) + "}");
        }
        if (answer.isPresent()) {
            assertThat(answer.get().acknowledges()).as(answer.get().body()).isTrue();
            acknowledged = after;
            unanswered = null;
            answers++;
        }
    }

    private String batch(Map<String, Float> after) {
        Map<String, Float> batch = new HashMap<>();
        while (batch.size() < BATCH) {
            batch.put(item(), value());
        }
        after.putAll(batch);
        return batch.entrySet().stream()
                .map(rating -> "{\"userId\": \"%s\", \"itemId\": \"%s\", \"value\": %s}"
                        .formatted(user, rating.getKey(), rating.getValue()))
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Override
    public void verify(Rows rows) throws SQLException {
        Map<String, Float> stored = new HashMap<>();
        rows.list(row -> stored.put(row.getString(1), row.getFloat(2)), """
                select i.external_id, r.value from ratings r join users u on u.id = r.user_id
                    join items i on i.id = r.item_id where u.external_id = ?""", user);
        if (unanswered == null) {
            assertThat(stored).as("ratings of %s", user).isEqualTo(acknowledged);
        } else {
            assertThat(stored).as("ratings of %s", user).isIn(acknowledged, unanswered);
            unknown++;
            survivors += stored.equals(acknowledged) ? 0 : 1;
        }
        acknowledged = stored;
        unanswered = null;
    }

    @Override
    public String counts() {
        return "%s: %,d writes acknowledged, %d without an answer, of which %d had been written"
                .formatted(user, answers, unknown, survivors);
    }

    private String path(String item) {
        return "/users/" + user + "/ratings/" + item;
    }

    private String item() {
        return Integer.toString(1 + random.nextInt(items));
    }

    private float value() {
        return (1 + random.nextInt(10)) / 2f;
    }
}
