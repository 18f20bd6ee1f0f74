package dev.palate.ratingfile.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class DelimitedRecordsTest {

    @Test
    void readsQuotesAsRfc4180() {
        assertThat(read("1,\"American President, The (1995)\",\"say \"\"hi\"\"\"\n", Delimiter.COMMA))
                .containsExactly(List.of("1", "American President, The (1995)", "say \"hi\""));
    }

    @Test
    void takesDelimitersOfSeveralCharacters() {
        assertThat(read("1::Toy: Story::Animation|Comedy", Delimiter.DOUBLE_COLON))
                .containsExactly(List.of("1", "Toy: Story", "Animation|Comedy"));
        assertThat(read("1<>\"a<>b\"<>c\n2<>d<>e\n", Delimiter.named("<>")))
                .containsExactly(List.of("1", "a<>b", "c"), List.of("2", "d", "e"));
    }

    @Test
    void leavesQuotesAloneInPlainColumns() {
        assertThat(read("5|\"Great\" Day|x", new Delimiter("|", false)))
                .containsExactly(List.of("5", "\"Great\" Day", "x"));
    }

    @Test
    void keepsEmptyFieldsAndStripsBlanks() {
        assertThat(read(",,\n a ,b\u00a0\u2003,\" c \"\n", Delimiter.COMMA))
                .containsExactly(List.of("", "", ""), List.of("a", "b\u00a0", "c"));
        assertThat(read("  1   2  3 \n", Delimiter.SPACES)).containsExactly(List.of("1", "2", "3"));
    }

    @Test
    void rejectsAloneTheLineWithAQuoteThatIsNeverClosed() {
        List<List<String>> records = read("a,1\n\"b,2\nc,3\nd,\"4\"\n\"e\"x,5\nf,6\n", Delimiter.COMMA);
        assertThat(records)
                .containsExactly(
                        List.of("a", "1"),
                        List.of("2: the quotes do not match"),
                        List.of("c", "3"),
                        List.of("d", "4"),
                        List.of("5: the quotes do not match"),
                        List.of("f", "6"));
    }

    @Test
    void readsOnAfterAnUnclosedQuoteAtTheEnd() {
        assertThat(read("a,\"1\nb,2\nc,3", Delimiter.COMMA))
                .containsExactly(List.of("1: the quotes do not match"), List.of("b", "2"), List.of("c", "3"));
    }

    /** A line that opens a quote when read alone and keeps one open inside quotes: each would read on for a megabyte. */
    @Test
    void staysLinearForQuotesThatAreNeverClosed() {
        String hostile = "a\",\",x\n".repeat(2_000_000);
        List<List<String>> records =
                Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> read(hostile, Delimiter.COMMA));
        assertThat(records).allSatisfy(record -> assertThat(record).hasSize(1));
        assertThat(records.get(records.size() - 1).get(0)).contains("lines are skipped");
    }

    @Test
    void splitsAsTheLibraryDoes() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            for (int row = 0; row < 5; row++) {
                for (int field = 0; field < 4; field++) {
                    text.append(field == 0 ? "" : ",").append(field(random));
                }
                text.append(random.nextBoolean() ? "\n" : "\r\n");
            }
            List<List<String>> expected = new ArrayList<>();
            CsvReader.builder()
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .ofCsvRecord(text.toString())
                    .forEach(record -> expected.add(record.getFields().stream()
                            .map(field -> field.replace("\r\n", "\n").strip())
                            .toList()));
            assertThat(read(text.toString(), Delimiter.COMMA))
                    .as(text.toString())
                    .isEqualTo(expected);
        }
    }

    private static String field(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "x" + random.nextInt(100);
            case 1 -> "\"a,b\"";
            case 2 -> "\"a\"\"b\"";
            case 3 -> "\"two\nlines\"";
            case 4 -> "5\" disk";
            default -> " 4.5 ";
        };
    }

    private static List<List<String>> read(String text, Delimiter delimiter) {
        List<List<String>> read = new ArrayList<>();
        PhysicalLines lines = new PhysicalLines(new ByteArrayInputStream(text.getBytes(UTF_8)), UTF_8);
        try (DelimitedRecords records = new DelimitedRecords(lines, delimiter, 0)) {
            while (records.next()) {
                read.add(
                        records.fault() == null
                                ? records.values()
                                : Arrays.asList(records.line() + ": " + records.fault()));
            }
        }
        return read;
    }
}
