package dev.palate;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service's entry point. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PalateApplication {

    public static void main(String[] args) {
        SpringApplication.run(PalateApplication.class, args);
    }
}
