package dev.palate.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.util.UriComponentsBuilder;

/** The list, the search and the facts of users, and the facts of items. */
@PalateIT
class UsersIT {

    private static final String ODD = "a/b?c#d %_\\ü😀";

    @Autowired
    private RestTestClient client;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void haveUsers() {
        jdbc.sql("delete from users; delete from items; delete from interaction_types;")
                .update();
        jdbc.sql("""
                insert into users (external_id) values ('anna'), ('annabel'), ('Anna'), ('b1'), ('b2'), ('xannax'), (?), ('100%');
                insert into items (external_id, title) select 'i' || g, 'Item ' || g from generate_series(1, 30) g;
                insert into interaction_types (name) values ('view'), ('purchase'), (null);
                insert into ratings (user_id, item_id, value, rated_at)
                    select u.id, i.id, 1 + i.id % 4, timestamptz '2026-01-01 00:00Z' + i.id * interval '1 day'
                    from users u, (select row_number() over (order by id)::integer as id, id as row from items) n
                    join items i on i.id = n.row
                    where u.external_id = 'anna' and n.id <= 4;
                insert into interactions (user_id, item_id, type_id, count, first_at, last_at)
                    select u.id, i.id, t.id, 3, '2026-01-01', '2026-02-01' from users u, items i, interaction_types t
                    where u.external_id in ('anna', 'b1') and i.external_id in ('i1', 'i2');
                """.replace("?", "'" + ODD + "'")).update();
    }

    @Test
    void listsUsersByIdWithTheirCounts() {
        String page = get("/users?size=3");

        assertThat(JsonPath.<List<String>>read(page, "$.items[*].userId")).containsExactly("100%", "Anna", ODD);
        assertThat(JsonPath.<Integer>read(page, "$.total")).isEqualTo(8);
        assertThat(JsonPath.<Boolean>read(page, "$.totalIsExact")).isTrue();
        Map<String, Object> anna = JsonPath.read(get("/users?page=1&size=3"), "$.items[0]");
        assertThat(anna).containsEntry("userId", "anna").containsEntry("ratings", 4);
        assertThat(anna).as("of a deleted type nothing counts").containsEntry("interactions", 12);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            anna     | prefix   | anna, annabel
            A        | prefix   | Anna
            a/b?c#d  | prefix   | a/b?c#d %_\\ü😀
            100%     | prefix   | 100%
            ANNA     | contains | Anna, anna, annabel, xannax
            %_\\      | contains | a/b?c#d %_\\ü😀
            nobody   | contains |
            zz       | prefix   |
            """)
    void findsUsersByAPartOfTheirId(String query, String match, String expected) {
        String found = client.get()
                .uri(UriComponentsBuilder.fromPath("/users")
                        .queryParam("query", "{query}")
                        .queryParam("match", "{match}")
                        .encode()
                        .buildAndExpand(query, match)
                        .toUri())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(JsonPath.<List<String>>read(found, "$.items[*].userId"))
                .isEqualTo(expected == null ? List.of() : List.of(expected.split(", ")));
    }

    @Test
    void findsUsersAmongVeryManyByAnIndex() {
        jdbc.sql("insert into users (external_id) select 'many-' || g from generate_series(1, 20000) g")
                .update();
        jdbc.sql("analyze users").update();

        String all = get("/users?size=1");
        String some = get("/users?query=many-&size=1");

        assertThat(JsonPath.<Boolean>read(all, "$.totalIsExact")).isFalse();
        assertThat(JsonPath.<Integer>read(all, "$.total")).isEqualTo(20_008);
        assertThat(JsonPath.<Boolean>read(some, "$.totalIsExact")).isFalse();
        assertThat(JsonPath.<Integer>read(some, "$.total")).isEqualTo(10_000);
        assertThat(plan("select from users where external_id >= 'many-77' and external_id < 'many-78'"))
                .contains("users_external_id_unique");
        assertThat(plan("select from users where external_id ilike '%y-1999%'")).contains("users_external_id_trigrams");
    }

    @ParameterizedTest
    @CsvSource({"query=ab&match=contains, query", "query=abc&match=suffix, match", "query=%00, query", "size=1001, size"
    })
    void saysWhatIsWrongWithASearch(String parameters, String field) {
        client.get()
                .uri(URI.create("/users?" + parameters))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @Test
    void showsOneUserInFigures() {
        String anna = get("/users/anna");

        assertThat(JsonPath.<Integer>read(anna, "$.ratings.count")).isEqualTo(4);
        assertThat(JsonPath.<Double>read(anna, "$.ratings.mean")).isCloseTo(2.5, within(1e-9));
        assertThat(JsonPath.<List<Double>>read(anna, "$.ratings.distribution[*].value"))
                .containsExactly(1.0, 2.0, 3.0, 4.0);
        assertThat(JsonPath.<List<Integer>>read(anna, "$.ratings.distribution[*].count"))
                .containsExactly(1, 1, 1, 1);
        assertThat(JsonPath.<List<String>>read(anna, "$.interactions[*].type")).containsExactly("purchase", "view");
        assertThat(JsonPath.<Integer>read(anna, "$.interactions[0].items")).isEqualTo(2);
        assertThat(JsonPath.<Integer>read(anna, "$.interactions[0].events")).isEqualTo(6);
        assertThat(JsonPath.<String>read(anna, "$.interactions[0].latestAt")).isEqualTo("2026-02-01T00:00:00Z");
    }

    @Test
    void showsAUserWithoutRatings() {
        String odd = client.get()
                .uri("/users/{id}", ODD)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(JsonPath.<String>read(odd, "$.userId")).isEqualTo(ODD);
        assertThat(JsonPath.<Object>read(odd, "$.ratings.mean")).isNull();
        assertThat(JsonPath.<List<Object>>read(odd, "$.ratings.distribution")).isEmpty();
        client.get()
                .uri("/users/nobody")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/unknown-user");
    }

    @Test
    void showsOneItemInFigures() {
        jdbc.sql("""
                insert into users (external_id) select 'u' || g from generate_series(1, 100) g;
                insert into ratings (user_id, item_id, value, rated_at)
                    select u.id, i.id, 1 + substr(u.external_id, 2)::integer * 0.04, now() from users u, items i
                    where u.external_id ~ '^u[0-9]' and i.external_id = 'i30';
                """).update();

        String item = get("/items/i30/statistics");

        assertThat(JsonPath.<Integer>read(item, "$.ratings.count")).isEqualTo(100);
        List<Double> values = JsonPath.read(item, "$.ratings.distribution[*].value");
        List<Integer> counts = JsonPath.read(item, "$.ratings.distribution[*].count");
        assertThat(values).hasSize(20).isSorted();
        assertThat(values.get(19)).isCloseTo(5, within(1e-6));
        assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
        assertThat(JsonPath.<Integer>read(get("/items/i1/statistics"), "$.interactions[0].users"))
                .isEqualTo(2);
        client.get().uri("/items/none/statistics").exchange().expectStatus().isNotFound();
    }

    private String plan(String sql) {
        return jdbc.sql("explain " + sql).query(String.class).list().toString();
    }

    private String get(String uri) {
        return client.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }
}
