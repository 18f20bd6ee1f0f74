package dev.palate.problem;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a paged list; a controller takes them as {@code @Valid @ParameterObject PageParameters}.
 *
 * @param page from 0 to 1,000,000; 0 when absent
 * @param size 1 to 1,000; 50 when absent
 */
public record PageParameters(
        @Schema(defaultValue = "0") @Min(0) @Max(MAXIMUM_PAGE)
        Integer page,

        @Schema(defaultValue = "50") @Min(1) @Max(MAXIMUM_SIZE)
        Integer size) {

    public static final int MAXIMUM_SIZE = 1000;

    /** The number of entries before the page always fits into an int. */
    private static final int MAXIMUM_PAGE = 1_000_000;

    private static final int DEFAULT_SIZE = 50;

    public PageParameters(@Nullable Integer page, @Nullable Integer size) {
        this.page = page == null ? 0 : page;
        this.size = size == null ? DEFAULT_SIZE : size;
    }

    public static PageParameters first(int size) {
        return new PageParameters(0, size);
    }

    /** The number of entries before the page. */
    public long offset() {
        return (long) page * size;
    }
}
