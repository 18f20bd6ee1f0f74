package dev.palate.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

    @Test
    void readsQuotesAsRfc4180() throws Exception {
        assertThat(split(LineSplitter.csv(","), "1,\"American President, The (1995)\",\"say \"\"hi\"\"\""))
                .containsExactly("1", "American President, The (1995)", "say \"hi\"");
    }

    @Test
    void takesDelimitersOfSeveralCharacters() throws Exception {
        assertThat(split(LineSplitter.plain("::"), "1::Toy: Story::Animation|Comedy"))
                .containsExactly("1", "Toy: Story", "Animation|Comedy");
    }

    @Test
    void leavesQuotesAloneInPlainColumns() throws Exception {
        assertThat(split(LineSplitter.plain("|"), "5|\"Great\" Day|x")).containsExactly("5", "\"Great\" Day", "x");
    }

    @Test
    void keepsEmptyFields() throws Exception {
        assertThat(split(LineSplitter.csv(","), ",,")).containsExactly("", "", "");
    }

    @Test
    void doesNotReadOnForAQuoteThatIsNeverClosed() {
        assertThatThrownBy(() -> LineSplitter.csv(",").split("1,\"open,3"))
                .isInstanceOf(BadLineException.class)
                .hasMessage("the quotes do not match");
    }

    private static List<String> split(LineSplitter splitter, String line) throws BadLineException {
        return IntStream.range(0, splitter.split(line))
                .mapToObj(splitter::field)
                .toList();
    }
}
