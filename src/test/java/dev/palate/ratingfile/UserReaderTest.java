package dev.palate.ratingfile;

import static dev.palate.ratingfile.TestParts.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.ratingfile.ReadOptions.ItemColumns;
import dev.palate.ratingfile.ReadOptions.RatingColumns;
import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.source.RatingFileException;
import dev.palate.ratingfile.text.TextOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UserReaderTest {

    private final List<String> rejected = new ArrayList<>();

    @Test
    void readsColumnsWithAndWithoutTypes() {
        FilePart part = part(
                "customers.csv",
                "customer_id,age,segment,likes,vip\n1,31,007,Drama|War,true\n2,,,,\n3,many words,x,y,no\n\"a,b\",2.5,,,maybe\n");

        assertThat(read(part, options(null, "age", "segment:text", "likes:list", "vip:boolean")))
                .containsExactly(
                        new UserRecord(
                                "1",
                                Map.of("age", 31.0, "segment", "007", "likes", List.of("Drama", "War"), "vip", true)),
                        new UserRecord("2", Map.of()),
                        new UserRecord(
                                "3", Map.of("age", "many words", "segment", "x", "likes", List.of("y"), "vip", false)));
        assertThat(rejected).containsExactly("5 a,b: vip must be true or false, not maybe");
    }

    @Test
    void readsAttributesFromJson() {
        FilePart lines = part(
                "users.ndjson",
                "{\"id\": \"ann\", \"attributes\": {\"age\": 31, \"likes\": [\"a\"], \"none\": null}, \"age\": 32}\n"
                        + "{\"id\": 7, \"attributes\": {}}\n[]\n");
        FilePart csv = part("users.csv", "id,attributes\nann,\"{\"\"age\"\": 31}\"\nbob,\ncid,31\n");

        assertThat(read(lines, options(null, "age")))
                .as("a field of its own counts before the object")
                .containsExactly(
                        new UserRecord("ann", Map.of("age", 32, "likes", List.of("a"))), new UserRecord("7", Map.of()));
        assertThat(read(csv, ReadOptions.NONE))
                .containsExactly(new UserRecord("ann", Map.of("age", 31)), new UserRecord("bob", Map.of()));
        assertThat(rejected).hasSize(2).last().isEqualTo("4 cid: attributes must be a JSON object, not 31");
    }

    @Test
    void readsTheUserFromAColumnOfTheCallersChoice() {
        FilePart named = part("users.csv", "who;plan;note\nann;pro;x\n");
        FilePart numbered = part("users.csv", "pro,7,ann\nfree,8,bob\n");

        assertThat(read(named, options("who", "plan"))).containsExactly(new UserRecord("ann", Map.of("plan", "pro")));
        assertThat(UserFormat.detect(named, options("who", "plan")).describe().columns())
                .isEqualTo(Map.of("user", "who"));
        assertThatThrownBy(() -> UserFormat.detect(numbered, options("3", "plan")))
                .isInstanceOf(AttributeColumnException.class)
                .hasMessage("attributeColumns: there is no column plan among [1, 2, 3].");
    }

    @Test
    void knowsAttributesWithValuesOfSeveralKinds() {
        FilePart part = part("users.csv", "userId,age,plan,note\na,31,1,x\nb,many,true,7\nc,,,\n");
        ReadOptions options = options(null, "age", "plan", "note:text");
        UserFormat format = UserFormat.detect(part, options);
        assertThat(format.describe().attributeColumns()).containsExactly("age", "plan", "note:text");
        assertThat(format.mixedAttributes()).isEmpty();

        try (RecordReader<UserRecord> reader = RecordReader.ofUsers(part, format, new BytesRead(), line -> {})) {
            while (reader.next() != null) {}
        }

        assertThat(format.mixedAttributes())
                .isEqualTo(Map.of("age", Set.of("numbers", "texts"), "plan", Set.of("booleans", "numbers")));
    }

    @Test
    void refusesAFileWithoutUsersOrAttributes() {
        FilePart part = part("users.csv", "userId,age\nann,31\n");

        assertThatThrownBy(() -> UserFormat.detect(part, ReadOptions.NONE))
                .isInstanceOf(RatingFileException.class)
                .hasMessageContaining("attributeColumns");
        assertThatThrownBy(() -> UserFormat.detect(part("users.csv", "alias,age\nann,31\n"), options(null, "age")))
                .hasMessageContaining("There is no column userId");
        assertThatThrownBy(() -> UserFormat.detect(part, options(null, "age:date")))
                .hasMessageContaining("must be text, number, boolean or list");
    }

    private static ReadOptions options(String user, String... attributes) {
        return new ReadOptions(
                TextOptions.NONE,
                new RatingColumns(user, null, null, null),
                new ItemColumns(null, null, null, null, null, List.of(attributes)),
                null,
                null);
    }

    private List<UserRecord> read(FilePart part, ReadOptions options) {
        List<UserRecord> users = new ArrayList<>();
        UserFormat format = UserFormat.detect(part, options);
        try (RecordReader<UserRecord> reader = RecordReader.ofUsers(
                part,
                format,
                new BytesRead(),
                line -> rejected.add(line.line() + " " + line.userId() + ": " + line.reason()))) {
            for (UserRecord user = reader.next(); user != null; user = reader.next()) {
                users.add(user);
            }
        }
        return users;
    }
}
