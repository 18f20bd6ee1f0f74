package dev.palate.importing.web;

import dev.palate.importing.ImportSettings;
import jakarta.servlet.MultipartConfigElement;
import org.springframework.boot.servlet.autoconfigure.MultipartProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Uploads arrive in the folder in which they then wait: taking one is a rename, and the temporary folder, which in a
 * container may be memory, holds none of it.
 */
@Configuration(proxyBeanMethods = false)
class UploadConfiguration {

    @Bean
    MultipartConfigElement multipartConfigElement(MultipartProperties limits, ImportSettings settings) {
        if (limits.getLocation() == null) {
            // Tomcat would resolve a relative folder against its own.
            limits.setLocation(settings.spool().toAbsolutePath().toString());
        }
        return limits.createMultipartConfig();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> uploadFolderIsMadeWhenNeeded() {
        return tomcat -> tomcat.addContextCustomizers(context -> context.setCreateUploadTargets(true));
    }
}
