package dev.palate.training.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The submit command of the operator. No shell interprets it. */
@Component
public class SubmitCommand {

    static final String SETTING = "palate.spark.submit-command";

    private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    private final List<String> template;

    /** Spring would split a text at its commas, which belong to arguments such as that of {@code --jars}. */
    @Autowired
    SubmitCommand(Environment environment, SparkSettings settings) {
        this(Binder.get(environment)
                .bind(SETTING, String.class)
                .map(SubmitCommand::split)
                .orElseGet(settings::submitCommand));
    }

    SubmitCommand(List<String> template) {
        this.template = List.copyOf(template);
    }

    public boolean isConfigured() {
        return !template.isEmpty();
    }

    /** The arguments, in which each name in braces is replaced by its value. */
    List<String> arguments(Map<String, String> values) {
        return template.stream().map(argument -> replaced(argument, values)).toList();
    }

    private static String replaced(String argument, Map<String, String> values) {
        String replaced = argument;
        for (Map.Entry<String, String> value : values.entrySet()) {
            replaced = replaced.replace("{" + value.getKey() + "}", value.getValue());
        }
        return replaced;
    }

    static List<String> split(String text) {
        List<String> arguments = new ArrayList<>();
        Matcher matcher = ARGUMENT.matcher(text);
        while (matcher.find()) {
            String quoted = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            arguments.add(quoted == null ? matcher.group(3) : quoted);
        }
        return arguments;
    }
}
