package dev.palate.ratingfile;

import static dev.palate.ratingfile.TestParts.items;
import static dev.palate.ratingfile.TestParts.part;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.ratingfile.ReadOptions.ItemColumns;
import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ItemReaderTest {

    private final List<String> rejected = new ArrayList<>();

    @Test
    void readsMovieLens100k() {
        String flags = "|0|0|0|1|1|1|0|0|0|0|0|0|0|0|0|0|0|0|0";
        FilePart part = part(
                "u.item",
                ("1|Misérables, Les (1995)|01-Jan-1995||http://x" + flags + "\n267|unknown||||1" + flags.substring(2)
                                + "\n" + "2|\"Great\" Day|01-Feb-1996||" + flags + "\n3|short\n")
                        .getBytes(ISO_8859_1));
        assertThat(read(part, ReadOptions.NONE))
                .containsExactly(
                        new ItemRecord(
                                "1", "Misérables, Les (1995)", 1995, List.of("Animation", "Children's", "Comedy")),
                        new ItemRecord("267", "unknown", null, List.of("unknown", "Animation", "Children's", "Comedy")),
                        new ItemRecord("2", "\"Great\" Day", 1996, List.of("Animation", "Children's", "Comedy")));
        assertThat(rejected).containsExactly("4: has fewer than 24 fields");
    }

    @Test
    void readsMovieLens1mAnd10m() {
        FilePart part =
                part("movies.dat", "1::Toy: Story::A (1995)::Animation|Comedy\n2::Heat::(no genres listed)\n3::x\n");
        assertThat(read(part, ReadOptions.NONE))
                .containsExactly(
                        new ItemRecord("1", "Toy: Story::A (1995)", 1995, List.of("Animation", "Comedy")),
                        new ItemRecord("2", "Heat", null, List.of()));
        assertThat(rejected).containsExactly("3: has fewer than 3 fields");
    }

    @Test
    void readsMovieLens20mToLatest() {
        FilePart part = part(
                "movies.csv",
                "movieId,title,genres\r\n11,\"American President, The (1995)\",Comedy|Drama\r\n"
                        + "12,\"Say \"\"Hi\"\"\",(no genres listed)\r\n");
        assertThat(read(part, ReadOptions.NONE))
                .containsExactly(
                        new ItemRecord("11", "American President, The (1995)", 1995, List.of("Comedy", "Drama")),
                        new ItemRecord("12", "Say \"Hi\"", null, List.of()));
    }

    @Test
    void joinsATitleOfSeveralLines() {
        FilePart part = part(
                "items.csv",
                "itemId,title,year,categories\n91,\"Desk lamp\n(second edition)\",2021,Light|Office\n92,Chair,2019,Office\n");
        assertThat(read(part, ReadOptions.NONE))
                .containsExactly(
                        new ItemRecord("91", "Desk lamp (second edition)", 2021, List.of("Light", "Office")),
                        new ItemRecord("92", "Chair", 2019, List.of("Office")));
    }

    @Test
    void readsCategoriesUnderAnyUsualNameOnEachLine() {
        FilePart part = part("items.ndjson", """
                {"itemId": "1", "title": "A", "genres": ["Drama"]}
                {"itemId": "2", "title": "B", "categories": ["Comedy", "Crime"]}
                {"itemId": "3", "title": "C", "genre": "Horror"}
                {"itemId": "4", "title": "D"}
                """);
        assertThat(read(part, ReadOptions.NONE))
                .extracting(ItemRecord::categories)
                .containsExactly(List.of("Drama"), List.of("Comedy", "Crime"), List.of("Horror"), List.of());
    }

    @Test
    void keepsCommasInIdsAndCategories() {
        FilePart part = part(
                "items.csv",
                "itemId,title,year,categories\nsew-2,Thread,2020,\"Arts, Crafts & Sewing|Sale\"\n\"a,b\",Comma id,2021,Light\n");
        assertThat(read(part, ReadOptions.NONE))
                .containsExactly(
                        new ItemRecord("sew-2", "Thread", 2020, List.of("Arts, Crafts & Sewing", "Sale")),
                        new ItemRecord("a,b", "Comma id", 2021, List.of("Light")));
    }

    @Test
    void readsColumnsOfTheCallersChoice() {
        FilePart part = part(
                "films.csv",
                "sku;name;released;tags\nA;Alien;1979;Horror, Sci-Fi\nB;Brazil (1985);;\nC;Cube;soon;\n;D;1990;\n");
        assertThat(read(part, items(new ItemColumns("sku", null, "released", "tags", ","))))
                .containsExactly(
                        new ItemRecord("A", "Alien", 1979, List.of("Horror", "Sci-Fi")),
                        new ItemRecord("B", "Brazil (1985)", 1985, List.of()),
                        new ItemRecord("", "D", 1990, List.of()));
        assertThat(rejected).containsExactly("4: the year must be a whole number from 0 to 9999, not soon");
        assertThatThrownBy(() -> read(part, items(new ItemColumns("code", null, null, null, null))))
                .hasMessage("There is no column code among [sku, name, released, tags].");
    }

    @Test
    void readsCategoriesFromJson() {
        FilePart part = part(
                "films.ndjson",
                "{\"id\": 7, \"title\": \"Seven\", \"year\": 1995, \"categories\": [\"Crime\", \"Drama\"]}\n"
                        + "{\"id\": 8, \"title\": \"8½ (1963)\", \"categories\": \"Drama|Fantasy\"}\n[]\n");
        assertThat(read(part, ReadOptions.NONE))
                .containsExactly(
                        new ItemRecord("7", "Seven", 1995, List.of("Crime", "Drama")),
                        new ItemRecord("8", "8½ (1963)", 1963, List.of("Drama", "Fantasy")));
        assertThat(rejected).containsExactly("3: is not a JSON object");
    }

    @Test
    void readsItemsWithoutAHeader() {
        assertThat(read(part("items.csv", "91,Chair,2019,Office\n92,Lamp,,\n"), ReadOptions.NONE))
                .containsExactly(
                        new ItemRecord("91", "Chair", 2019, List.of("Office")),
                        new ItemRecord("92", "Lamp", null, List.of()));
    }

    @Test
    void readsAttributesFromColumns() {
        FilePart part = part(
                "shop.csv",
                "id,title,price,brand,sku,colours,sale,description,availableFrom\n"
                        + "1,A,12.5,501,007,red|blue,true,\"Long, text\",2026-01-31 12:00\n2,B,,Acme,8,,,,\n3,C,x,y,z,,perhaps,,soon\n");
        ItemColumns columns = new ItemColumns(
                null, null, null, null, null, List.of("price", "brand:text", "sku", "colours:list", "sale:boolean"));

        assertThat(read(part, items(columns)))
                .extracting(ItemRecord::details)
                .containsExactly(
                        new ItemDetails(
                                "Long, text",
                                Map.of(
                                        "price",
                                        12.5,
                                        "brand",
                                        "501",
                                        "sku",
                                        "007",
                                        "colours",
                                        List.of("red", "blue"),
                                        "sale",
                                        true),
                                Instant.parse("2026-01-31T12:00:00Z"),
                                null,
                                false),
                        new ItemDetails(null, Map.of("brand", "Acme", "sku", 8.0), null, null, false));
        assertThat(rejected).containsExactly("4: sale must be true or false, not perhaps");
        assertThat(ItemFormat.detect(part, items(columns)).details())
                .containsExactlyInAnyOrder(
                        ItemDetails.Kind.ATTRIBUTES, ItemDetails.Kind.DESCRIPTION, ItemDetails.Kind.AVAILABILITY);
        assertThatThrownBy(() -> read(part, items(new ItemColumns(null, null, null, null, null, List.of("weight")))))
                .hasMessageStartingWith("attributeColumns: there is no column weight among");
        assertThatThrownBy(
                        () -> read(part, items(new ItemColumns(null, null, null, null, null, List.of("price:money")))))
                .hasMessage(
                        "attributeColumns: the type of an attribute must be text, number, boolean or list, not money.");
    }

    @Test
    void readsAttributesFromJson() {
        String csv = "id,title,attributes\n1,A,\"{\"\"price\"\": 3, \"\"tags\"\": [\"\"x\"\"]}\"\n2,B,\n3,C,[1]\n"
                + "4,D,\"{\"\"price\"\": 3, \"\"price\"\": 4}\"\n";
        String lines =
                "{\"id\": 1, \"title\": \"A\", \"attributes\": {\"price\": 3, \"tags\": [\"x\"], \"none\": null},"
                        + " \"stock\": 7}\n{\"id\": 2, \"title\": \"B\"}\n";

        assertThat(read(part("items.csv", csv), ReadOptions.NONE))
                .extracting(item -> item.details().attributes())
                .containsExactly(Map.of("price", 3, "tags", List.of("x")), Map.of());
        assertThat(rejected)
                .containsExactly(
                        "4: attributes must be a JSON object, not [1]",
                        "5: attributes must have each field once, not {\"price\": 3, \"price\": 4}");
        assertThat(read(
                        part("items.ndjson", lines),
                        items(new ItemColumns(null, null, null, null, null, List.of("stock")))))
                .extracting(item -> item.details().attributes())
                .containsExactly(Map.of("price", 3, "tags", List.of("x"), "stock", 7), Map.of());
    }

    private List<ItemRecord> read(FilePart part, ReadOptions options) {
        List<ItemRecord> read = new ArrayList<>();
        ItemFormat format = ItemFormat.detect(part, options);
        try (RecordReader<ItemRecord> items = RecordReader.ofItems(
                part, format, new BytesRead(), line -> rejected.add(line.line() + ": " + line.reason()))) {
            for (ItemRecord item = items.next(); item != null; item = items.next()) {
                read.add(item);
            }
        }
        return read;
    }
}
