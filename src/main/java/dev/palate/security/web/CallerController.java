package dev.palate.security.web;

import dev.palate.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "API keys")
@RestController
class CallerController {

    /**
     * @param access {@code key}, or {@code open} while there is no key
     * @param keyId the public part of the key; null without one
     * @param name of the key; null without one
     * @param roles the role and those that it includes, in ascending order
     */
    @Schema(name = "Caller")
    record CallerResponse(
            @Schema(allowableValues = {"key", "open"}) String access,

            @Nullable String keyId,
            @Nullable String name,
            Role role,
            List<Role> roles) {

        static CallerResponse of(Caller caller) {
            boolean hasKey = caller.hasKey();
            return new CallerResponse(
                    hasKey ? "key" : "open",
                    hasKey ? caller.getPrincipal() : null,
                    hasKey ? caller.keyName() : null,
                    caller.role(),
                    Stream.of(Role.values()).filter(caller.role()::includes).toList());
        }
    }

    @Operation(
            summary = "The key of the request and its role",
            description =
                    "While there is no key, access is open: programs on the service's own machine have the role admin.")
    @GetMapping("/caller")
    CallerResponse caller() {
        return CallerResponse.of(Caller.current());
    }
}
