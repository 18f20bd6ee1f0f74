package dev.palate.job.settings;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Settings of training jobs and imports that {@code palate.jobs.*} replaces. The old names still work, below the new ones, and
 * each is reported at startup. Where both old names of one setting are given, that of the training jobs applies.
 */
public class ReplacedSettings implements EnvironmentPostProcessor {

    private static final Map<String, String> REPLACEMENTS = new LinkedHashMap<>();

    static {
        for (String name : new String[] {"poll", "heartbeat", "progress", "attempts", "retry-delay", "listeners"}) {
            REPLACEMENTS.put("palate.training." + name, "palate.jobs." + name);
        }
        REPLACEMENTS.put("palate.training.stalled-starts", "palate.jobs.stalled-attempts");
        for (String name : new String[] {"poll", "heartbeat", "listeners"}) {
            REPLACEMENTS.put("palate.imports." + name, "palate.jobs." + name);
        }
    }

    private final Log log;

    ReplacedSettings(DeferredLogFactory logs) {
        this.log = logs.getLog(ReplacedSettings.class);
    }

    /** The old names. */
    public static Collection<String> names() {
        return Collections.unmodifiableSet(REPLACEMENTS.keySet());
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Binder binder = Binder.get(environment);
        Map<String, Object> values = new LinkedHashMap<>();
        REPLACEMENTS.forEach((old, name) -> binder.bind(old, Bindable.of(String.class))
                .ifBound(value -> {
                    boolean applies =
                            !binder.bind(name, Bindable.of(String.class)).isBound()
                                    && values.putIfAbsent(name, value) == null;
                    log.warn("The setting %s is replaced by %s%s"
                            .formatted(old, name, applies ? "" : ", which is given as well and applies"));
                }));
        if (!values.isEmpty()) {
            environment.getPropertySources().addLast(new MapPropertySource("replaced settings", values));
        }
    }
}
