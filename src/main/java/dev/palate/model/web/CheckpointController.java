package dev.palate.model.web;

import dev.palate.model.ModelReader;
import dev.palate.model.ModelVersion;
import dev.palate.model.NotExportableException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Pattern;
import java.io.InputStream;
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

    CheckpointController(ModelReader reader) {
        this.reader = reader;
    }

    @Operation(summary = "The checkpoint of a version: a DL4J zip, or with format=palate the bytes as they are stored")
    @GetMapping("/models/{algorithm}/versions/{version}/checkpoint")
    ResponseEntity<StreamingResponseBody> download(
            @PathVariable String algorithm,
            @PathVariable int version,
            @RequestParam(defaultValue = DL4J) @Pattern(regexp = "dl4j|palate", message = "must be one of dl4j, palate")
                    String format) {
        ModelVersion found = reader.version(algorithm, version);
        if (format.equals(DL4J)) {
            throw new NotExportableException(algorithm, version);
        }
        InputStream checkpoint = reader.checkpoint(found);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .contentLength(found.checkpoint().byteCount())
                .eTag(found.checkpoint().sha256())
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(algorithm, version, "palate"))
                .body(checkpoint::transferTo);
    }

    private static String attachment(String algorithm, int version, String extension) {
        return ContentDisposition.attachment()
                .filename("%s-%d.%s".formatted(algorithm, version, extension))
                .build()
                .toString();
    }
}
