package dev.palate.security.web;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import dev.palate.security.ApiKey;
import dev.palate.security.InvalidKeyRequestException;
import dev.palate.security.IssuedKey;
import dev.palate.security.KeyIssuer;
import dev.palate.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "API keys")
@RestController
@RequestMapping("/api-keys")
class ApiKeyController {

    private final KeyIssuer issuer;

    ApiKeyController(KeyIssuer issuer) {
        this.issuer = issuer;
    }

    /**
     * A key to create.
     *
     * @param name for readers of the list
     * @param expiresAt the time at which it expires; a key without it never expires
     * @param others unknown fields, which are rejected here and ignored in other bodies: with a misspelt expiresAt the key would never expire
     */
    record NewKey(
            @NotBlank @Size(max = 100) @Pattern(regexp = "\\P{Cntrl}*", message = "must have no control characters")
            String name,

            @NotNull Role role,
            @Nullable Instant expiresAt,
            @Schema(hidden = true) @JsonAnySetter @Nullable Map<String, Object> others) {

        NewKey {
            if (others != null && !others.isEmpty()) {
                throw new InvalidKeyRequestException(
                        others.keySet().iterator().next(),
                        "is not a field of a key; the fields are name, role and expiresAt");
            }
        }
    }

    record CreatedKey(
            @JsonUnwrapped ApiKey about,

            @Schema(description = "The whole key; it is not shown again")
            String key) {}

    @Operation(
            summary = "Creates a key and shows it once",
            description = "The first key must have the role admin. From then on every call needs a key.")
    @PostMapping
    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    ResponseEntity<CreatedKey> create(@RequestBody @Valid NewKey wanted) {
        IssuedKey issued = issuer.issue(wanted.name(), wanted.role(), wanted.expiresAt());
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new CreatedKey(issued.key(), issued.reveal()));
    }

    @Operation(summary = "Lists keys without their secrets, newest first, including revoked keys")
    @GetMapping
    Page<ApiKey> list(@Valid @ParameterObject PageParameters page) {
        return issuer.list(page);
    }

    @Operation(
            summary = "Revokes a key: within seconds all replicas reject it",
            description = "The last usable admin key is revoked only with force=true.")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String id, @RequestParam(defaultValue = "false") boolean force) {
        issuer.revoke(id, force);
    }
}
