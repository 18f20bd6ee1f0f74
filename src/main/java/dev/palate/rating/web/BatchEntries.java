package dev.palate.rating.web;

import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.problem.ProblemException;
import dev.palate.problem.RepeatedField;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads bodies with many entries, as an array or with one JSON object per line: entry by entry, never as one tree. */
@Component
public class BatchEntries {

    private static final int MAXIMUM_PROBLEMS = 100;

    private final JsonMapper json;

    BatchEntries(JsonMapper json) {
        this.json = json;
    }

    /** Converts one entry, or returns null after adding the reasons to the problems, whose fields begin with the prefix. */
    @FunctionalInterface
    public interface EntryReader<T> {

        @Nullable
        T read(JsonNode entry, String prefix, List<FieldProblem> problems);
    }

    /**
     * A kind of batches.
     *
     * @param limit the largest number of entries
     * @param tooMany the failure of a batch with more entries
     * @param invalid the failure of a batch with problems
     */
    public record Batch<T>(
            int limit,
            EntryReader<T> reader,
            IntFunction<ProblemException> tooMany,
            Function<List<FieldProblem>, ProblemException> invalid) {}

    /** All entries of the body, if none of them has a problem. */
    public <T> List<T> read(InputStream body, Batch<T> batch) {
        List<T> read = new ArrayList<>();
        List<FieldProblem> problems = new ArrayList<>();
        int index = 0;
        try (JsonParser entries =
                json.reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION).createParser(body)) {
            boolean array = entries.nextToken() == JsonToken.START_ARRAY;
            JsonToken start = array ? entries.nextToken() : entries.currentToken();
            for (; isEntry(start) && problems.size() < MAXIMUM_PROBLEMS; index++) {
                if (index == batch.limit()) {
                    throw batch.tooMany().apply(batch.limit());
                }
                T entry = batch.reader().read(entries.<JsonNode>readValueAsTree(), "[" + index + "].", problems);
                if (entry != null) {
                    read.add(entry);
                }
                start = entries.nextToken();
            }
            if (array && problems.isEmpty() && entries.nextToken() != null) {
                problems.add(new FieldProblem("[" + index + "]", "is after the end of the array"));
            }
        } catch (JacksonException e) {
            problems.add(problem(e, index));
        }
        if (!problems.isEmpty()) {
            throw batch.invalid().apply(problems.subList(0, Math.min(problems.size(), MAXIMUM_PROBLEMS)));
        }
        return read;
    }

    /** The document of a parser is the array, or one line. */
    private static FieldProblem problem(JacksonException exception, int index) {
        String entry = "[" + index + "]";
        String repeated = RepeatedField.path(exception);
        if (repeated == null) {
            return new FieldProblem(entry, "is not JSON");
        }
        return new FieldProblem(repeated.startsWith(entry) ? repeated : entry + "." + repeated, RepeatedField.FAULT);
    }

    private static boolean isEntry(@Nullable JsonToken start) {
        return start != null && start != JsonToken.END_ARRAY;
    }
}
