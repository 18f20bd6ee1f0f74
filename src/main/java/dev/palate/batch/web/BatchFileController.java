package dev.palate.batch.web;

import dev.palate.batch.BatchResults;
import dev.palate.batch.Batches;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

@RestController
@Tag(name = "Recommendations")
class BatchFileController {

    private static final String GZIP = "application/gzip";

    private final Batches batches;

    BatchFileController(Batches batches) {
        this.batches = batches;
    }

    @Operation(
            summary = "Downloads the result of a batch, a gzip file of NDJSON or CSV",
            description =
                    "Supports one range of bytes, with If-Range. Repr-Digest is the SHA-256 of the whole file, of which the"
                            + " ETag consists as well: a user who is erased is taken out of the file, which changes both.")
    @Parameter(name = "Range", in = ParameterIn.HEADER, schema = @Schema(type = "string", example = "bytes=1000-"))
    @Parameter(name = "If-Range", in = ParameterIn.HEADER, schema = @Schema(type = "string"))
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = GZIP, schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "206",
            description = "A part of the file.",
            content = @Content(mediaType = GZIP, schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "416", description = "The range begins after the end of the file.", content = @Content)
    @GetMapping("/recommendation-batches/{id}/result")
    void download(
            @PathVariable UUID id,
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        BatchResults.Opened result = batches.result(id);
        String etag = '"' + result.sha256() + '"';
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader("Repr-Digest", "sha-256=:" + base64(result.sha256()) + ":");
        if (new ServletWebRequest(request, response).checkNotModified(etag)) {
            return;
        }
        ByteRange range = ByteRange.of(request, etag, result.byteCount());
        if (!range.isSatisfiable()) {
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + result.byteCount());
            response.sendError(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE.value());
            return;
        }
        if (!range.isWhole()) {
            response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
            response.setHeader(HttpHeaders.CONTENT_RANGE, range.contentRange());
        }
        response.setContentType(GZIP);
        response.setContentLengthLong(range.length());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"recommendations-%s.%s.gz\""
                        .formatted(id, result.format().extension()));
        if (!request.getMethod().equals(HttpMethod.HEAD.name())) {
            result.copy(range.from(), range.to(), response.getOutputStream());
        }
    }

    private static String base64(String hexadecimal) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hexadecimal));
    }
}
