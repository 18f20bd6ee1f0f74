package dev.palate.model.web;

import dev.palate.model.ModelExporter;
import dev.palate.model.ModelReader;
import dev.palate.model.file.ModelFiles;
import dev.palate.model.version.ModelVersion;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

@Tag(name = "Models")
@RestController
class CheckpointController {

    private static final String DL4J = "dl4j";

    private final ModelReader reader;

    private final ModelExporter exporter;

    CheckpointController(ModelReader reader, ModelExporter exporter) {
        this.reader = reader;
        this.exporter = exporter;
    }

    @Operation(
            summary =
                    "The checkpoint of a version: a DL4J zip, or with format=palate a file that POST /models/{algorithm}/versions accepts")
    @GetMapping("/models/{algorithm}/versions/{version}/checkpoint")
    ResponseEntity<StreamingResponseBody> download(
            @PathVariable String algorithm,
            @PathVariable int version,
            @RequestParam(defaultValue = DL4J) @Pattern(regexp = "dl4j|palate", message = "must be one of dl4j, palate")
                    String format) {
        ModelVersion found = reader.version(algorithm, version);
        return format.equals(DL4J) ? zip(found) : raw(found);
    }

    private ResponseEntity<StreamingResponseBody> zip(ModelVersion version) {
        InputStream zip = exporter.dl4j(version.algorithm(), version.version());
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("application/zip"))
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(version, "zip"))
                .body(out -> copy(zip, out));
    }

    private ResponseEntity<StreamingResponseBody> raw(ModelVersion version) {
        ModelFiles.Content file = reader.file(version);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .contentLength(file.byteCount())
                .eTag(file.tag())
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(version, "palate"))
                .body(out -> copy(file.bytes(), out));
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        try (from) {
            from.transferTo(to);
        }
    }

    private static String attachment(ModelVersion version, String extension) {
        return ContentDisposition.attachment()
                .filename("%s-%d.%s".formatted(version.algorithm(), version.version(), extension))
                .build()
                .toString();
    }
}
