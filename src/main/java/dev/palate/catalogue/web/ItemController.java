package dev.palate.catalogue.web;

import dev.palate.attribute.Attributes;
import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.Item;
import dev.palate.catalogue.ItemChange;
import dev.palate.catalogue.search.ItemOrder;
import dev.palate.catalogue.search.ItemQuery;
import dev.palate.catalogue.search.ItemSearch;
import dev.palate.catalogue.search.UnknownOrderException;
import dev.palate.problem.ExternalId;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/items")
@Tag(name = "Items")
class ItemController {

    private static final String NO_CONTROL = "\\P{Cntrl}*";
    private static final String NO_CONTROL_MESSAGE = "must not contain control characters";

    private final Catalogue catalogue;
    private final ItemSearch search;

    ItemController(Catalogue catalogue, ItemSearch search) {
        this.catalogue = catalogue;
        this.search = search;
    }

    record ItemBody(
            @NotBlank @Size(max = 500) @Pattern(regexp = NO_CONTROL, message = NO_CONTROL_MESSAGE)
            String title,

            @Nullable @Min(0) @Max(9999) Integer year,

            @Nullable @Size(max = 50)
            List<@NotBlank @Size(max = 100) @Pattern(regexp = NO_CONTROL, message = NO_CONTROL_MESSAGE) String>
                    categories,

            @Nullable
            @Size(max = 10_000)
            @Pattern(regexp = "[^\\x00]*", message = "must not contain the character U+0000")
            String description,

            @Schema(implementation = Attributes.class) @Nullable
            Map<String, @Nullable Object> attributes,

            @Schema(description = "When lists may begin to contain the item; by default from the beginning") @Nullable
            Instant availableFrom,

            @Schema(description = "When lists no longer contain the item; by default never") @Nullable
            Instant availableUntil,

            @Schema(description = "Whether the item is in no list; its ratings remain and count for training") @Nullable
            Boolean hidden) {

        Item of(String id) {
            Item item = new Item(
                    id,
                    title,
                    year,
                    categories == null
                            ? List.of()
                            : categories.stream().distinct().toList(),
                    description,
                    Attributes.of(attributes, "attributes"),
                    availableFrom,
                    availableUntil,
                    Boolean.TRUE.equals(hidden));
            return item.checked();
        }
    }

    record HiddenBody(@NotNull Boolean hidden) {}

    @PutMapping("/{id}")
    @Operation(summary = "Creates or replaces an item")
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    ResponseEntity<Item> put(@PathVariable @ExternalId String id, @Valid @RequestBody ItemBody body) {
        Item item = body.of(id);
        ItemChange change = catalogue.put(item);
        return ResponseEntity.status(change == ItemChange.CREATED ? HttpStatus.CREATED : HttpStatus.OK)
                .body(item);
    }

    @PatchMapping("/{id}")
    @Operation(
            summary = "Hides an item from every list, or shows it again",
            description =
                    "Recommendations, similar items, popularity and comparisons leave a hidden item out. Its ratings remain"
                            + " and count for training.")
    Item hide(@PathVariable @ExternalId String id, @Valid @RequestBody HiddenBody body) {
        return catalogue.hide(id, body.hidden());
    }

    @GetMapping("/{id}")
    @Operation(summary = "Returns one item")
    Item get(@PathVariable @ExternalId String id) {
        return catalogue.get(id);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Erases an item and all its ratings")
    void delete(@PathVariable @ExternalId String id) {
        catalogue.delete(id);
    }

    @GetMapping
    @Operation(
            summary =
                    "Lists items, filtered by a part of the title, by category, by whether they are hidden and by an expression",
            description = "'total' is the number of items that match, whatever the size of the page.")
    Page<Item> list(
            @ParameterObject ItemQuery query,
            @RequestParam(defaultValue = "id") @Parameter(description = "id, -id, title, -title, year or -year")
                    String sort,
            @Valid @ParameterObject PageParameters page) {
        ItemOrder order = ItemOrder.of(sort).orElseThrow(() -> new UnknownOrderException(sort));
        return search.list(query, order, page);
    }
}
