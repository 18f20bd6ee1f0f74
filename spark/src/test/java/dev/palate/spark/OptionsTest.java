package dev.palate.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void readsNamesWithValues() {
        Options options = Options.read(List.of("--csv", "a b.csv", "--k", "5", "--output", "--odd"));
        assertThat(options.get("csv")).isEqualTo("a b.csv");
        assertThat(options.get("output")).isEqualTo("--odd");
        assertThat(options.number("k", 30)).isEqualTo(5);
        assertThat(options.number("partitions", 30)).isEqualTo(30);
        assertThat(options.find("state")).isEmpty();
    }

    @Test
    void namesTheOptionThatIsWrong() {
        assertThatThrownBy(() -> Options.read(List.of("--csvs", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("unknown option '--csvs'; expected --csv, --format, --k, --model");
        assertThatThrownBy(() -> Options.read(List.of("csv", "x"))).hasMessageStartingWith("unknown option 'csv'");
        assertThatThrownBy(() -> Options.read(List.of("--csv", "x", "--k")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the option --k has no value");
        assertThatThrownBy(() -> Options.read(List.of()).get("order"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the option --order is missing");
    }

    @Test
    void refusesNumbersThatAreNone() {
        Options options = Options.read(List.of("--k", "ten", "--partitions", "0"));
        assertThatThrownBy(() -> options.number("k", 1)).hasMessage("--k is 'ten'; expected a number");
        assertThatThrownBy(() -> options.number("partitions", 1)).hasMessage("--partitions is 0; expected at least 1");
    }

    @Test
    void findsTheOneOfSeveralOptionsThatIsGiven() {
        assertThat(Options.read(List.of("--parquet", "p")).one("source", "csv", "parquet"))
                .isEqualTo("parquet");
        assertThatThrownBy(() -> Options.read(List.of()).one("source", "csv"))
                .hasMessage("expected one of --source, --csv, but there are 0 of them");
        assertThatThrownBy(() ->
                        Options.read(List.of("--csv", "c", "--source", "jdbc")).one("source", "csv"))
                .hasMessage("expected one of --source, --csv, but there are 2 of them");
    }
}
