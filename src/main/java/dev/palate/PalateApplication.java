package dev.palate;

import dev.palate.cli.PalateCommand;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.resilience.annotation.EnableResilientMethods;

/** The service's entry point. */
@SpringBootApplication
@EnableResilientMethods
@ConfigurationPropertiesScan
public class PalateApplication {

    static {
        // Neither the language nor the time zone of the machine changes a number, an SQL statement or a message.
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
    }

    public static void main(String[] args) {
        if (PalateCommand.isMeant(args)) {
            System.exit(PalateCommand.run(args));
        }
        FatalMemoryErrors.install();
        SpringApplication.run(PalateApplication.class, args);
    }

    /** The one source of time: a test replaces it. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
