package dev.palate.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.ServiceProcess;
import dev.palate.crash.Caller.Answer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** Uploads a file in each round that contains a newer rating for each of its pairs. */
final class ImportClient implements Client {

    private static final String BORDER = "border";
    private static final String FORM = """
            --border\r
            Content-Disposition: form-data; name="file"; filename="%s"\r
            Content-Type: text/csv\r
            \r
            %s\r
            --border--\r
            """;
    private static final int LATEST_MILLIS = 1500;
    private static final long FIRST_TIME = 1_000_000_000L;

    private final int users;
    private final int items;
    private final SplittableRandom random;
    private final Caller caller = new Caller();
    private final List<String> accepted = new ArrayList<>();
    private int round;
    private boolean unanswered;
    private int sentAgain;
    private int resumed;
    private int restarted;

    ImportClient(int users, int items, long seed) {
        this.users = users;
        this.items = items;
        this.random = new SplittableRandom(seed);
    }

    int rows() {
        return users * items;
    }

    @Override
    public void work(ServiceProcess service, BooleanSupplier wanted) throws InterruptedException {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LATEST_MILLIS)));
        if (wanted.getAsBoolean()) {
            round++;
            unanswered = true;
            upload(service);
        }
    }

    /** Uploads a file and returns the answer, if there is one. */
    static Optional<Answer> upload(Caller caller, ServiceProcess service, String options, String name, String content)
            throws InterruptedException {
        String type = "multipart/form-data; boundary=" + BORDER;
        return caller.sendAs(type, service, "POST", "/imports?" + options, FORM.formatted(name, content));
    }

    private void upload(ServiceProcess service) throws InterruptedException {
        Optional<Answer> answer = upload(caller, service, "unknownItems=create", name(), content());
        if (answer.isPresent()) {
            assertThat(answer.get().status()).as(answer.get().body()).isEqualTo(202);
            accept(answer.get().json());
        }
    }

    @Override
    public void settle(ServiceProcess service) {
        if (unanswered) {
            sentAgain++;
            await().atMost(LONGEST_SETTLING).until(() -> findOrUpload(service));
        }
    }

    /** A second upload would be a second import, so the first one is searched for. */
    private boolean findOrUpload(ServiceProcess service) throws InterruptedException {
        Optional<Answer> list = caller.get(service, "/imports?size=1000");
        if (list.isEmpty()) {
            return false;
        }
        for (JsonNode found : list.get().json().get("items")) {
            if (found.get("name").asString().equals(name())) {
                accept(found);
                return true;
            }
        }
        upload(service);
        return !unanswered;
    }

    private void accept(JsonNode status) {
        accepted.add(status.get("id").asString());
        unanswered = false;
    }

    @Override
    public void verify(Rows rows) throws SQLException {
        if (accepted.isEmpty()) {
            return;
        }
        assertThat(rows.number("select count(*) from imports")).isEqualTo(accepted.size());
        assertThat(rows.number("""
                select count(*) from imports i join jobs j on j.id = i.id
                where j.state = 'SUCCEEDED' and rows_read = ? and rows_written = ? and rows_rejected = 0""", rows(), rows()))
                .as("imports that read and wrote all their rows, each once")
                .isEqualTo(accepted.size());
        UUID last = UUID.fromString(accepted.get(accepted.size() - 1));
        String note = rows.list(row -> row.getString(1), "select coalesce(note, '') from imports where id = ?", last)
                .get(0);
        long attempts = rows.number("select attempt from jobs where id = ?", last);
        assertThat(note.isEmpty()).as("says what its second attempt did").isEqualTo(attempts == 1);
        resumed += note.startsWith("Resumed") ? 1 : 0;
        restarted += note.startsWith("Restarted") ? 1 : 0;
        assertThat(rows.number("""
                select count(*) from ratings r join users u on u.id = r.user_id join items i on i.id = r.item_id
                where u.external_id like 'import-%' and extract(epoch from r.rated_at) = ?
                    and r.value = 1 + (substr(u.external_id, 8)::int + i.external_id::int + ?) % 5""", FIRST_TIME + round, round))
                .as("rows of the last import")
                .isEqualTo(rows());
    }

    @Override
    public String counts() {
        return "%d imports of %,d rows: %d without an answer, %d resumed after their last batch, %d restarted"
                .formatted(accepted.size(), rows(), sentAgain, resumed, restarted);
    }

    private String name() {
        return "round-" + round + ".csv";
    }

    private String content() {
        StringBuilder csv = new StringBuilder("userId,itemId,rating,timestamp\n");
        for (int user = 0; user < users; user++) {
            for (int item = 1; item <= items; item++) {
                csv.append("import-").append(user).append(',').append(item).append(',');
                csv.append(1 + (user + item + round) % 5)
                        .append(',')
                        .append(FIRST_TIME + round)
                        .append('\n');
            }
        }
        return csv.toString();
    }
}
