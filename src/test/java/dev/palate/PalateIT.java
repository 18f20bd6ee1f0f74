package dev.palate;

import static org.springframework.boot.test.context.SpringBootTest.WebEnvironment.RANDOM_PORT;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test against the whole service on a random port and an empty database of its own, called through
 * {@code RestTestClient}. The service is not shared between classes: what it keeps in memory (a served model, a job)
 * would outlive the rows that it came from.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = RANDOM_PORT)
@AutoConfigureRestTestClient
@ContextConfiguration(initializers = PostgresFixture.class)
@DirtiesContext(classMode = ClassMode.AFTER_CLASS)
public @interface PalateIT {}
