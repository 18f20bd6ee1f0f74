package dev.palate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Ignores the variables with the addresses of services that Kubernetes ({@code enableServiceLinks}) and Docker inject into every
 * container: for a service named {@code palate-database} one of them is {@code PALATE_DATABASE_PORT=tcp://10.0.0.1:5432}, which
 * would otherwise be taken for the setting {@code palate.database.port}.
 */
class ServiceLinks implements EnvironmentPostProcessor {

    private static final Pattern NAME =
            Pattern.compile(".+_SERVICE_(HOST|PORT)(_.+)?|.+_PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");
    private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        MutablePropertySources sources = environment.getPropertySources();
        PropertySource<?> variables = sources.get(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        if (variables != null && variables.getSource() instanceof Map<?, ?> all) {
            sources.replace(
                    variables.getName(), new SystemEnvironmentPropertySource(variables.getName(), withoutLinks(all)));
        }
    }

    static Map<String, Object> withoutLinks(Map<?, ?> variables) {
        Map<String, Object> settings = new LinkedHashMap<>();
        variables.forEach((name, value) -> {
            if (!NAME.matcher(name.toString()).matches()
                    && !ADDRESS.matcher(value.toString()).matches()) {
                settings.put(name.toString(), value);
            }
        });
        return settings;
    }
}
