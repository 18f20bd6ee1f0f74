package dev.palate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.tracing.Tracer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** docs/metrics.md names all of Palate's own metrics with their tags, and no others. */
@PalateIT
class MetricsIT {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(palate\\.[a-z.]+)` \\|[^|]*\\|([^|]*)\\|");
    private static final Pattern TAG = Pattern.compile("`([a-z]+)`");
    private static final int MOST_VALUES = 30;

    @Autowired
    private MeterRegistry registry;

    @LocalServerPort
    private int port;

    @BeforeEach
    void useTheService() throws Exception {
        new LittleLoad("http://127.0.0.1:" + port).everyKindOnce();
    }

    @Test
    void areDocumentedWithTheirTagsAndHoldNoIds() {
        Map<String, Set<String>> registered = new TreeMap<>();
        Map<String, Set<String>> values = new HashMap<>();
        for (Meter meter : registry.getMeters()) {
            String name = meter.getId().getName();
            if (name.startsWith("palate.")) {
                List<Tag> tags = meter.getId().getTags();
                registered
                        .computeIfAbsent(name, key -> new TreeSet<>())
                        .addAll(tags.stream().map(Tag::getKey).toList());
                tags.forEach(tag -> values.computeIfAbsent(name + " " + tag.getKey(), key -> new TreeSet<>())
                        .add(tag.getValue()));
            }
        }

        assertThat(documented()).isEqualTo(registered);
        assertThat(values)
                .allSatisfy((tag, all) -> assertThat(all)
                        .as(tag)
                        .hasSizeLessThan(MOST_VALUES)
                        .allSatisfy(value -> assertThat(value).doesNotContain(LittleLoad.MARK)));
    }

    @Test
    void haveNoTracerUnlessItIsAskedFor(@Autowired ObjectProvider<Tracer> tracer) {
        assertThat(tracer).isEmpty();
    }

    private static Map<String, Set<String>> documented() {
        Map<String, Set<String>> rows = new TreeMap<>();
        Matcher row = ROW.matcher(Document.of("metrics.md").read());
        while (row.find()) {
            rows.put(
                    row.group(1),
                    Arrays.stream(row.group(2).split(","))
                            .flatMap(part -> TAG.matcher(part).results().map(found -> found.group(1)))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return rows;
    }
}
