package dev.palate.problem.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.palate.problem.DomainProblem.FieldProblem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class FieldProblemsTest {

    private record Body(Map<String, Object> budget, List<String> names) {}

    @Test
    void saysThatAnObjectOrAListWasExpected() {
        assertThat(problems("{\"budget\": 5}"))
                .containsExactly(new FieldProblem("budget", "must be an object, not a number"));
        assertThat(problems("{\"names\": 5}"))
                .containsExactly(new FieldProblem("names", "must be a list, not a number"));
    }

    private static List<FieldProblem> problems(String body) {
        JsonMapper json = new JsonMapper();
        return FieldProblems.of(catchThrowableOfType(JacksonException.class, () -> json.readValue(body, Body.class)));
    }
}
