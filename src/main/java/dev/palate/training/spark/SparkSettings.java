package dev.palate.training.spark;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this service has a cluster train models for orders with {@code "engine": "spark"}.
 *
 * @param submitCommand the command that trains a model, as a list of arguments or as one text with blanks between them, in which quotes
 *     keep blanks together; none by default, which refuses such orders. {@code {order}}, {@code {output}}, {@code {state}} and
 *     {@code {url}} stand for the file with the order, the file to write the model to, the folder to resume from and the JDBC URL of the
 *     database
 * @param state the folder in which the command of each job has a folder of its own until the job ends, so that another attempt resumes;
 *     {@code ./data/spark} by default. Another replica resumes only if both use the same folder
 */
@Validated
@ConfigurationProperties("palate.spark")
public record SparkSettings(
        @DefaultValue List<String> submitCommand,
        @DefaultValue("./data/spark") Path state) {}
