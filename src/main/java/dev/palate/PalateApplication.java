package dev.palate;

import dev.palate.cli.PalateCommand;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** The service's entry point. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PalateApplication {

    public static void main(String[] args) {
        if (PalateCommand.isMeant(args)) {
            System.exit(PalateCommand.run(args));
        }
        SpringApplication.run(PalateApplication.class, args);
    }

    /** The one source of time: a test replaces it. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
