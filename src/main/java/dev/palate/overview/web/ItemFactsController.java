package dev.palate.overview.web;

import dev.palate.overview.Facts;
import dev.palate.overview.ItemFacts;
import dev.palate.problem.ExternalId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Items")
class ItemFactsController {

    private final Facts facts;

    ItemFactsController(Facts facts) {
        this.facts = facts;
    }

    @GetMapping("/items/{id}/statistics")
    @Operation(summary = "The ratings and interactions of an item in figures")
    ItemFacts get(@PathVariable @ExternalId String id) {
        return facts.ofItem(id);
    }
}
