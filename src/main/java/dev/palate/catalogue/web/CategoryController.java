package dev.palate.catalogue.web;

import dev.palate.catalogue.search.CategoryCount;
import dev.palate.catalogue.search.ItemQuery;
import dev.palate.catalogue.search.ItemSearch;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Items")
class CategoryController {

    private final ItemSearch search;

    CategoryController(ItemSearch search) {
        this.search = search;
    }

    @GetMapping("/categories")
    @Operation(summary = "The categories of the items that match a filter, the most frequent first")
    Page<CategoryCount> categories(@ParameterObject ItemQuery query, @Valid @ParameterObject PageParameters page) {
        return search.categories(query, page);
    }
}
