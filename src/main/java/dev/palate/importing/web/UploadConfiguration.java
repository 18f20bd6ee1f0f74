package dev.palate.importing.web;

import dev.palate.importing.ImportSettings;
import jakarta.servlet.MultipartConfigElement;
import org.springframework.boot.servlet.autoconfigure.MultipartProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Stores uploads directly in the folder in which they wait for their import. Accepting an upload is then a rename, and the
 * temporary folder, which may be memory in a container, is not used.
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
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> uploadFolderIsCreatedWhenNeeded() {
        return tomcat -> tomcat.addContextCustomizers(context -> context.setCreateUploadTargets(true));
    }
}
