package dev.palate.batch.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.batch.BatchClient;
import dev.palate.catalogue.Item;
import dev.palate.recommendation.Recommendations;
import dev.palate.recommendation.RecommendedItem;
import dev.palate.recommendation.scoring.Origin;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class ListFormatTest {

    /** Ids that begin like each other, or that are quoted. */
    private static final List<String> USERS =
            List.of("1", "10", "1,2", "1\"", "\"1\"", "1,", " 1", "=1+1", "1\\", "\u00fc\uD83C\uDF89", "1,2,3");

    private static final String ITEM = "a,\"b\"";

    private final ListFormat format = new ListFormat(new JsonMapper());

    @ParameterizedTest
    @EnumSource
    void takesOutTheLinesOfExactlyOneUser(BatchFormat kind) {
        byte[] member = member(kind, USERS);
        for (String user : USERS) {
            List<String> others =
                    USERS.stream().filter(other -> !other.equals(user)).toList();
            assertThat(BatchClient.lines(format.without(kind, user, member)))
                    .as(user)
                    .isEqualTo(BatchClient.lines(member(kind, others)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsAMemberWithoutTheUser(BatchFormat kind) {
        byte[] member = member(kind, USERS);
        assertThat(BatchClient.lines(format.without(kind, "2", member))).isEqualTo(BatchClient.lines(member));
    }

    @Test
    void writesOneLineForEachItemOfACsv() {
        assertThat(BatchClient.lines(member(BatchFormat.CSV, List.of("1,\"2\""))))
                .containsExactly("\"1,\"\"2\"\"\",1,\"a,\"\"b\"\"\",0.5", "\"1,\"\"2\"\"\",2,x,0.25");
    }

    @Test
    void writesOneLineForEachUserOfNdjson() {
        assertThat(BatchClient.lines(member(BatchFormat.NDJSON, List.of("1"))))
                .containsExactly(
                        "{\"userId\":\"1\",\"recommendationId\":\"id\",\"model\":\"vae\",\"version\":3,\"fallback\":null,"
                                + "\"items\":[{\"itemId\":\"a,\\\"b\\\"\",\"rank\":1,\"score\":0.5},"
                                + "{\"itemId\":\"x\",\"rank\":2,\"score\":0.25}]}");
    }

    private byte[] member(BatchFormat kind, List<String> users) {
        Origin origin = Origin.of("vae", 3);
        List<RecommendedItem> items = List.of(
                new RecommendedItem(1, new Item(ITEM, "A film", null, List.of()), 0.5f),
                new RecommendedItem(2, new Item("x", "A film", null, List.of()), 0.25f));
        Recommendations plain = Recommendations.of(origin, items);
        Recommendations list = new Recommendations("id", origin, items, plain.categoryCounts(), null, List.of());
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        users.forEach(user -> write(kind, user, list, text));
        return ChunkWriter.compressed(text.toByteArray());
    }

    private void write(BatchFormat kind, String user, Recommendations list, ByteArrayOutputStream text) {
        ChunkWriter writer = new ChunkWriter();
        writer.add(1, out -> format.write(kind, user, list, out));
        BatchClient.lines(writer.end().get(0).bytes())
                .forEach(line -> text.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }
}
