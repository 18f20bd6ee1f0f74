package dev.palate.openapi;

import dev.palate.core.Algorithms;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Registers the parts of the OpenAPI document that do not depend on a single controller. */
@Configuration(proxyBeanMethods = false)
class DescriptionConfiguration {

    private static final String HEADER = "apiKey";
    private static final String BEARER = "bearer";

    /** Title, version and the two ways to send a key. */
    @Bean
    OpenAPI document(ObjectProvider<BuildProperties> build) {
        BuildProperties properties = build.getIfAvailable();
        return new OpenAPI()
                .info(new Info()
                        .title("Palate")
                        .version(properties == null ? "unknown" : properties.getVersion())
                        .description(
                                "A recommendation service: ratings in, recommendation lists out, models trained in the"
                                        + " background. Errors are RFC 9457 problems with a stable type.")
                        .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                HEADER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.HEADER)
                                        .name("X-API-Key")
                                        .description("A key such as palate_0123456789abcdef_... While no key exists,"
                                                + " programs on the machine of the service need none."))
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("The same key as a bearer token.")))
                .addSecurityItem(new SecurityRequirement().addList(HEADER))
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    @Bean
    RecordSchemas recordSchemas() {
        return new RecordSchemas();
    }

    @Bean
    @Order(1)
    OpenApiCustomizer trainingPaths(Algorithms algorithms) {
        return new TrainingPaths(algorithms);
    }

    @Bean
    @Order(2)
    OpenApiCustomizer operations() {
        return new Operations();
    }

    @Bean
    @Order(3)
    OpenApiCustomizer responseFields() {
        return new ResponseFields();
    }
}
