package dev.palate.recommendation.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.palate.overload.MemoryBudget;
import dev.palate.problem.ExternalId;
import dev.palate.recommendation.AssignedQuery;
import dev.palate.recommendation.Recommendations;
import dev.palate.recommendation.Recommender;
import dev.palate.recommendation.query.RecommendationQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Recommendations")
class BatchController {

    private static final int MOST_USERS_OF_BLOCK = 64;
    private static final int MOST_ITEMS_OF_BLOCK = 16_384;

    private final Recommender recommender;
    private final QueryReader queries;
    private final MemoryBudget memory;

    BatchController(Recommender recommender, QueryReader queries, MemoryBudget memory) {
        this.recommender = recommender;
        this.queries = queries;
        this.memory = memory;
    }

    record BatchRequest(
            @NotNull @Size(min = 1, max = 1000) List<@NotNull String> users,
            @Valid @JsonUnwrapped RecommendationParameters parameters) {}

    /** @param unknownUsers the requested ids that no user has, in the order of the request; complete after the last result */
    record BatchResponse(
            @ArraySchema(schema = @Schema(implementation = RecommendationsResponse.class))
            Iterator<RecommendationsResponse> results,

            List<String> unknownUsers) {}

    @Operation(
            summary = "Recommends items to many users in one pass of the model",
            description = "The results are in the order of the request, each user once; unknown users are listed.")
    @PostMapping("/recommendations/batch")
    BatchResponse recommend(@Valid @RequestBody BatchRequest request) {
        List<String> users = request.users().stream().distinct().toList();
        List<String> unknown = new ArrayList<>();
        return new BatchResponse(new Lists(users, queries.read(request.parameters()), unknown), unknown);
    }

    /** Computes the lists of a block of users when the response has been written so far, so one block is in memory at a time. */
    private final class Lists implements Iterator<RecommendationsResponse> {

        private final List<String> users;
        private final AssignedQuery read;
        private final RecommendationQuery query;
        private final List<String> unknown;
        private final int blockSize;
        private final long heldBefore = memory.held();
        private final Queue<RecommendationsResponse> block = new ArrayDeque<>();
        private int next;

        Lists(List<String> users, AssignedQuery read, List<String> unknown) {
            this.users = users;
            this.read = read;
            this.query = read.query();
            this.unknown = unknown;
            this.blockSize = Math.min(
                    MOST_USERS_OF_BLOCK, MOST_ITEMS_OF_BLOCK / query.page().k());
            computeBlock(); // a failure is still a problem, because no byte of the response is written
        }

        @Override
        public boolean hasNext() {
            while (block.isEmpty() && next < users.size()) {
                computeBlock();
            }
            return !block.isEmpty();
        }

        @Override
        public RecommendationsResponse next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return block.remove();
        }

        private void computeBlock() {
            memory.releaseTo(heldBefore);
            List<String> ids = users.subList(next, Math.min(next + blockSize, users.size()));
            next += ids.size();
            List<String> valid = ids.stream().filter(ExternalId.Check::isValid).toList();
            Map<String, Recommendations> lists = recommender.forUsers(valid, read, users.size());
            for (String user : ids) {
                Recommendations list = lists.get(user);
                if (list == null) {
                    unknown.add(user);
                } else {
                    block.add(RecommendationsResponse.of(user, list, read.followed(), query.explain()));
                }
            }
        }
    }
}
