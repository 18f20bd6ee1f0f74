package dev.palate.security.web;

import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.problem.ProblemException;
import dev.palate.security.link.DownloadLinks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Exports")
class DownloadLinkController {

    /** A link in the query of the path that a link is requested for. */
    private static final java.util.regex.Pattern LINK =
            java.util.regex.Pattern.compile("[?&]" + RedeemedRequest.PARAMETER + "(=|&|$)");

    private final DownloadLinks links;
    private final AccessRules rules;

    DownloadLinkController(DownloadLinks links, AccessRules rules) {
        this.links = links;
        this.rules = rules;
    }

    /** @param path of a file, with its query */
    @Schema(name = "DownloadLinkRequest")
    record LinkRequest(
            @NotNull
            @Size(max = 1500)
            @Pattern(
                    // Possessive: otherwise each character needs stack, and Size does not stop this check of a long
                    // path.
                    regexp = "/(?:[!-~&&[^#%]]|%[0-9A-Fa-f]{2})*+",
                    message = "must be an encoded path that begins with /")
            @Schema(example = "/exports/ratings.csv")
            String path) {}

    /** @param url the path with the link, which is valid once */
    @Schema(name = "DownloadLink")
    record LinkResponse(String url, Instant expiresAt) {}

    @PostMapping("/download-links")
    @Operation(
            summary = "Creates a link with which a browser downloads a file without a key",
            description =
                    "For exports, checkpoints, rejected rows and results of batches. The link has the role of the key that creates it, is"
                            + " valid for 60 seconds, and for one request.")
    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    ResponseEntity<LinkResponse> create(@Valid @RequestBody LinkRequest request) {
        Caller caller = Caller.current();
        String path = request.path();
        int query = path.indexOf('?');
        if (query >= 0 && LINK.matcher(path.substring(query)).find()) {
            throw new NoFileException();
        }
        requireFile(PathContainer.parsePath(query < 0 ? path : path.substring(0, query)), caller);
        DownloadLinks.Issued link = links.create(path, caller.hasKey() ? caller.getPrincipal() : null);
        String url = path + (query < 0 ? "?" : "&") + RedeemedRequest.PARAMETER + "=" + link.secret();
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new LinkResponse(url, link.expiresAt()));
    }

    private void requireFile(PathContainer path, Caller caller) {
        AccessRule rule = rules.find(HttpMethod.GET, path)
                .filter(found -> RedeemedRequest.isFile(path))
                .orElseThrow(NoFileException::new);
        if (rule.role() != null && !caller.role().includes(rule.role())) {
            throw AccessException.wrongRole(rule.role().label());
        }
    }

    private static final class NoFileException extends ProblemException {

        private static final long serialVersionUID = 1L;
        private static final String EXPECTED =
                "must be the path of an export, a checkpoint, the rejected rows of an import or the result of a batch";

        NoFileException() {
            super(Kind.INVALID, "invalid-request", "path " + EXPECTED, List.of(new FieldProblem("path", EXPECTED)));
        }
    }
}
