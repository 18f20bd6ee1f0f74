package dev.palate.exporting.web;

import dev.palate.exporting.ExportFormat;
import dev.palate.exporting.Exporter;
import dev.palate.problem.ExternalId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/exports")
@Tag(name = "Exports")
class ExportController {

    private static final String CSV = "text/csv;charset=UTF-8";
    private static final String NDJSON = "application/x-ndjson";

    private final Exporter exporter;
    private final Clock clock;

    ExportController(Exporter exporter, Clock clock) {
        this.exporter = exporter;
        this.clock = clock;
    }

    @GetMapping("/ratings.csv")
    @Operation(summary = "Streams all ratings as CSV, which POST /imports reads")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = CSV))
    void ratingsAsCsv(HttpServletResponse response) throws IOException {
        exporter.ratings(ExportFormat.CSV, attachment(response, CSV, "ratings.csv"));
    }

    @GetMapping("/ratings.ndjson")
    @Operation(summary = "Streams all ratings, one JSON object per line")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = NDJSON))
    void ratingsAsLines(HttpServletResponse response) throws IOException {
        exporter.ratings(ExportFormat.NDJSON, attachment(response, NDJSON, "ratings.ndjson"));
    }

    @GetMapping("/interactions.csv")
    @Operation(summary = "Streams all interactions as CSV, one row for each user, item and type")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = CSV))
    void interactionsAsCsv(HttpServletResponse response) throws IOException {
        exporter.interactions(ExportFormat.CSV, attachment(response, CSV, "interactions.csv"));
    }

    @GetMapping("/interactions.ndjson")
    @Operation(summary = "Streams all interactions, one JSON object per line for each user, item and type")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = NDJSON))
    void interactionsAsLines(HttpServletResponse response) throws IOException {
        exporter.interactions(ExportFormat.NDJSON, attachment(response, NDJSON, "interactions.ndjson"));
    }

    @GetMapping("/preferences.csv")
    @Operation(
            summary = "Streams all preferences as CSV",
            description =
                    "What training would use at this moment: each rating, and the rating that interactions represent for"
                            + " each user and item without a rating.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = CSV))
    void preferencesAsCsv(HttpServletResponse response) throws IOException {
        exporter.preferences(ExportFormat.CSV, clock.instant(), attachment(response, CSV, "preferences.csv"));
    }

    @GetMapping("/preferences.ndjson")
    @Operation(summary = "Streams all preferences, one JSON object per line")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = NDJSON))
    void preferencesAsLines(HttpServletResponse response) throws IOException {
        exporter.preferences(ExportFormat.NDJSON, clock.instant(), attachment(response, NDJSON, "preferences.ndjson"));
    }

    @GetMapping("/items.csv")
    @Operation(summary = "Streams all items as CSV")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = CSV))
    void itemsAsCsv(HttpServletResponse response) throws IOException {
        exporter.items(ExportFormat.CSV, attachment(response, CSV, "items.csv"));
    }

    @GetMapping("/items.ndjson")
    @Operation(summary = "Streams all items, one JSON object per line")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = NDJSON))
    void itemsAsLines(HttpServletResponse response) throws IOException {
        exporter.items(ExportFormat.NDJSON, attachment(response, NDJSON, "items.ndjson"));
    }

    @GetMapping("/users.csv")
    @Operation(summary = "Streams all users with their attributes as CSV")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = CSV))
    void usersAsCsv(HttpServletResponse response) throws IOException {
        exporter.users(ExportFormat.CSV, attachment(response, CSV, "users.csv"));
    }

    @GetMapping("/users.ndjson")
    @Operation(summary = "Streams all users with their attributes, one JSON object per line")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = NDJSON))
    void usersAsLines(HttpServletResponse response) throws IOException {
        exporter.users(ExportFormat.NDJSON, attachment(response, NDJSON, "users.ndjson"));
    }

    @GetMapping("/users/{userId}/ratings.csv")
    @Operation(summary = "Streams everything that is stored about one user as CSV")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = CSV))
    void userAsCsv(@PathVariable @ExternalId String userId, HttpServletResponse response) throws IOException {
        exporter.user(userId, ExportFormat.CSV, attachment(response, CSV, "user.csv"));
    }

    @GetMapping("/users/{userId}/ratings.ndjson")
    @Operation(summary = "Streams everything that is stored about one user, one JSON object per line")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = NDJSON))
    void userAsLines(@PathVariable @ExternalId String userId, HttpServletResponse response) throws IOException {
        exporter.user(userId, ExportFormat.NDJSON, attachment(response, NDJSON, "user.ndjson"));
    }

    private static OutputStream attachment(HttpServletResponse response, String type, String name) throws IOException {
        response.setContentType(type);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
        return response.getOutputStream();
    }
}
