package dev.palate.importing.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.palate.importing.ImportCheck;
import dev.palate.importing.ImportChecker;
import dev.palate.importing.ImportStatus;
import dev.palate.importing.Imports;
import dev.palate.importing.Rejection;
import dev.palate.importing.Uploads;
import dev.palate.importing.file.ImportOptions;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.util.UriComponentsBuilder;

@RestController
@RequestMapping("/imports")
@Tag(name = "Imports")
class ImportController {

    private static final String CSV = "text/csv;charset=UTF-8";

    /** springdoc leaves maps out of the parameters. */
    private static final String TYPES =
            "JSON object that maps the types of the file to interaction types, or to null to ignore their rows, such as"
                    + " {\"transaction\": \"purchase\", \"other\": null}.";

    private final Imports imports;
    private final ImportChecker checker;
    private final ImportEventStreams events;

    ImportController(Imports imports, ImportChecker checker, ImportEventStreams events) {
        this.imports = imports;
        this.checker = checker;
        this.events = events;
    }

    record PathBody(
            @NotBlank String path, @Valid @JsonUnwrapped ImportOptions options) {}

    record ImportDetails(@JsonUnwrapped ImportStatus status, List<Rejection> rejections) {}

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            summary =
                    "Imports a file of ratings, interactions, items or users in the background: MovieLens in any release (zip, gz or single file), CSV or NDJSON",
            description =
                    "Interactions of one user, item and type are one row with their number. A file may be imported again: events that"
                            + " an earlier import or request has stored are not counted twice. Of two ratings of one item by one user the later one remains. When the times are equal, the later"
                            + " import remains, and within a file the later row: importing a file again with corrected options"
                            + " repairs the values.")
    @Parameter(name = "types", in = ParameterIn.QUERY, description = TYPES, schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "202", useReturnTypeSchema = true)
    ResponseEntity<ImportStatus> upload(
            @RequestPart MultipartFile file,
            @Valid @ParameterObject ImportOptions options,
            @RequestHeader(name = "Idempotency-Key", required = false) @Size(min = 1, max = 200) @Nullable
                    String idempotencyKey,
            @Parameter(hidden = true) MultipartHttpServletRequest request) {
        SeveralFilesException.requireOne(request);
        Uploads.Upload upload = new MultipartUpload(file, UploadTimes.age(request));
        return accepted(imports.submit(upload, options, idempotencyKey));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Imports a file or folder of the server, below palate.imports.root")
    @ApiResponse(responseCode = "202", useReturnTypeSchema = true)
    ResponseEntity<ImportStatus> path(
            @Valid @RequestBody PathBody body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Size(min = 1, max = 200) @Nullable
                    String idempotencyKey) {
        return accepted(imports.submit(body.path(), body.options(), idempotencyKey));
    }

    @PostMapping(path = "/check", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            summary = "Checks a file before its import: reads the first rows, and writes nothing",
            description = "Takes the same parameters as the import. The response shows the first rows, the recognised"
                    + " format, the columns, the scale, and the problems with the options that help.")
    @Parameter(name = "types", in = ParameterIn.QUERY, description = TYPES, schema = @Schema(type = "string"))
    ImportCheck checkUpload(
            @RequestPart MultipartFile file,
            @Valid @ParameterObject ImportOptions options,
            @Parameter(hidden = true) MultipartHttpServletRequest request) {
        SeveralFilesException.requireOne(request);
        return checker.check(new MultipartUpload(file, Duration.ZERO), options);
    }

    @PostMapping(path = "/check", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Checks a file or folder of the server before its import")
    ImportCheck checkPath(@Valid @RequestBody PathBody body) {
        return checker.check(body.path(), body.options());
    }

    @GetMapping
    @Operation(summary = "Lists all imports, the newest first")
    Page<ImportStatus> list(@Valid @ParameterObject PageParameters page) {
        return imports.list(page);
    }

    @GetMapping("/{id}")
    @Operation(summary = "Returns the progress of an import and the rows that it rejected (the first 1,000)")
    ImportDetails get(@PathVariable UUID id) {
        return new ImportDetails(imports.get(id), imports.rejections(id));
    }

    @GetMapping("/{id}/rejections")
    @Operation(summary = "Lists the rows that an import rejected (the first 1,000), each with the reason")
    Page<Rejection> rejections(@PathVariable UUID id, @Valid @ParameterObject PageParameters page) {
        return imports.rejections(id, page);
    }

    @GetMapping("/{id}/rejections.csv")
    @Operation(summary = "The rows that an import rejected (the first 1,000) as a CSV file")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = CSV))
    void rejectionsAsCsv(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        List<Rejection> rejections = imports.rejections(id, PageParameters.first(PageParameters.MAXIMUM_SIZE))
                .items();
        response.setContentType(CSV);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"rejections.csv\"");
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(response.getWriter())) {
            csv.writeRecord("file", "line", "reason", "text");
            rejections.forEach(row -> csv.writeRecord(row.file(), Long.toString(row.line()), row.reason(), row.text()));
        }
    }

    @PostMapping("/{id}/cancel")
    @Operation(summary = "Stops an import after the current batch; what was written remains")
    @ApiResponse(responseCode = "202", useReturnTypeSchema = true)
    ResponseEntity<ImportStatus> cancel(@PathVariable UUID id) {
        return ResponseEntity.accepted().body(imports.cancel(id));
    }

    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "Streams the progress of an import as server-sent events")
    SseEmitter events(@PathVariable UUID id) {
        return events.open(imports.get(id));
    }

    private static ResponseEntity<ImportStatus> accepted(ImportStatus status) {
        return ResponseEntity.accepted()
                .location(UriComponentsBuilder.fromPath("/imports/{id}").build(status.id()))
                .body(status);
    }

    private record MultipartUpload(MultipartFile file, Duration age) implements Uploads.Upload {

        @Override
        public String name() {
            String name = file.getOriginalFilename();
            return name == null || name.isBlank() ? "upload" : name.replaceAll("\\p{Cntrl}", "?");
        }

        @Override
        public long size() {
            return file.getSize();
        }

        @Override
        public void saveTo(Path target) throws IOException {
            // Given a File, transferTo renames; given a Path, it copies.
            file.transferTo(target.toFile());
        }
    }
}
