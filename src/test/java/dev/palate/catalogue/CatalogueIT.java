package dev.palate.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import dev.palate.catalogue.search.ItemOrder;
import dev.palate.catalogue.search.ItemQuery;
import dev.palate.catalogue.search.ItemSearch;
import dev.palate.problem.PageParameters;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@PalateIT
class CatalogueIT {

    @Autowired
    private ItemSearch search;

    @Autowired
    private RestTestClient client;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void empty() {
        jdbc.sql("delete from items").update();
        jdbc.sql("update catalogue_revision set revision = revision + 1").update();
        catalogue.refresh();
    }

    @Test
    void createsThenReplacesAnItem() {
        put(
                "1",
                "{\"title\":\"Toy Story (1995)\",\"year\":1995,\"categories\":[\"Comedy\",\"Comedy\",\"Animation\"]}",
                201);
        put("1", "{\"title\":\"Toy Story\"}", 200);

        client.get()
                .uri("/items/1")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"id\":\"1\",\"title\":\"Toy Story\",\"year\":null,\"categories\":[]}");
    }

    @Test
    void listsByTitleAndCategoryInTheOrderOfIds() {
        for (String id : List.of("10", "9", "a", "100")) {
            catalogue.put(new Item(id, "Film " + id, 1990, List.of("Drama")));
        }
        catalogue.put(new Item("5", "Other", 1990, List.of("Comedy")));

        client.get()
                .uri("/items?query=fILM&category=drama&page=0&size=3")
                .exchange()
                .expectBody()
                .jsonPath("$.items[*].id")
                .isEqualTo(List.of("9", "a", "10"))
                .jsonPath("$.total")
                .isEqualTo(4)
                .jsonPath("$.size")
                .isEqualTo(3);
    }

    @Test
    void listsItemsInAnyOrderAndCountsTheirCategories() {
        catalogue.put(new Item("1", "beta", 2001, List.of("Drama", "War")));
        catalogue.put(new Item("2", "Alpha", null, List.of("Drama", "Drama")));
        catalogue.put(new Item("3", "gamma", 1999, List.of("War", "Drama", "a/b?c")));
        catalogue.put(new Item("10", "Beta", 1999, List.of(), true));

        assertThat(ids("sort=-id")).containsExactly("10", "3", "2", "1");
        assertThat(ids("sort=title")).containsExactly("2", "1", "10", "3");
        assertThat(ids("sort=-title")).containsExactly("3", "1", "10", "2");
        assertThat(ids("sort=year")).containsExactly("3", "10", "1", "2");
        assertThat(ids("sort=-year")).containsExactly("1", "3", "10", "2");
        assertThat(ids("sort=year&page=1&size=2")).containsExactly("1", "2");
        assertThat(ids("sort=year&page=2&size=2")).isEmpty();
        assertThat(ids("sort=title&category=war")).containsExactly("1", "3");
        client.get()
                .uri("/items?sort=popularity")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("sort");
        client.get()
                .uri("/categories?hidden=false&size=2")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json(
                        "{'items':[{'category':'Drama','items':3},{'category':'War','items':2}],'page':0,'size':2,'total':3}"
                                .replace('\'', '"'));
        client.get()
                .uri("/categories?query=GAMMA")
                .exchange()
                .expectBody()
                .jsonPath("$.items[*].category")
                .isEqualTo(List.of("Drama", "War", "a/b?c"));
    }

    private List<String> ids(String parameters) {
        String page = client.get()
                .uri("/items?" + parameters)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return JsonPath.read(page, "$.items[*].id");
    }

    @Test
    void sortsAsPostgresDoes() {
        for (String id : List.of("\uFF5E", "\uD83D\uDE00", "z", "é", "Z", "~~", "10")) {
            catalogue.put(new Item(id, "t", null, List.of()));
        }

        assertThat(catalogue.snapshot().items().stream().map(Item::id))
                .containsExactlyElementsOf(
                        jdbc.sql("select external_id from items order by length(external_id), external_id")
                                .query(String.class)
                                .list());
    }

    @Test
    void keepsItsRevisionWhenNothingChanges() {
        Item item = new Item("1", "A", null, List.of("x"));
        assertThat(catalogue.put(item)).isEqualTo(ItemChange.CREATED);
        CatalogueSnapshot before = catalogue.snapshot();

        assertThat(catalogue.put(item)).isEqualTo(ItemChange.UNCHANGED);
        assertThat(catalogue.snapshot()).isSameAs(before);
    }

    @Test
    void followsChangesOfOtherProcesses() {
        jdbc.sql("insert into items (external_id, title) values ('77', 'Elsewhere')")
                .update();
        jdbc.sql("update catalogue_revision set revision = revision + 1").update();

        await().atMost(Duration.ofSeconds(5))
                .until(() -> catalogue.snapshot().find("77").isPresent());
    }

    @Test
    void erasesTheRatingsOfAnErasedItemAndMovesItsRatersRevision() {
        catalogue.put(new Item("1", "A", null, List.of()));
        catalogue.put(new Item("2", "B", null, List.of()));
        rate("ann", "1");
        rate("ann", "2");
        rate("bob", "2");
        long ann = revision("ann");
        long bob = revision("bob");

        client.delete().uri("/items/1").exchange().expectStatus().isNoContent();

        assertThat(revision("ann")).isGreaterThan(ann);
        assertThat(revision("bob")).isEqualTo(bob);
        assertThat(jdbc.sql("select count(*) from ratings").query(Long.class).single())
                .isEqualTo(2);
        assertThat(catalogue.snapshot().find("1")).isEmpty();
        client.delete().uri("/items/1").exchange().expectStatus().isNotFound();
    }

    @Test
    void cutsPagesPastTheEnd() {
        assertThat(search.list(
                                new ItemQuery(null, null, null, null),
                                ItemOrder.ID,
                                new PageParameters(Integer.MAX_VALUE, 1000))
                        .items())
                .isEmpty();
    }

    private void put(String id, String body, int status) {
        client.put()
                .uri("/items/{id}", id)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    private void rate(String user, String item) {
        client.put()
                .uri("/users/{user}/ratings/{item}", user, item)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"value\":4}")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private long revision(String user) {
        return jdbc.sql("select revision from users where external_id = ?")
                .param(user)
                .query(Long.class)
                .single();
    }
}
