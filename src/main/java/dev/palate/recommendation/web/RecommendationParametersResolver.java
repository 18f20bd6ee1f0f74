package dev.palate.recommendation.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Reads {@link RecommendationParameters} from a query. Spring's own binding to a constructor reads the annotations of all its
 * parameters anew for each of them, in every request: that took ten times as long as all else that a request does. And most
 * requests ask with one of the same few queries, which is read and validated once.
 */
final class RecommendationParametersResolver implements HandlerMethodArgumentResolver {

    private static final String NAME = "recommendationParameters";
    private static final int MOST_KEPT = 1_000;
    private static final int LONGEST_KEPT = 500;

    /** Valid ones, by the query as it was written. */
    private final Cache<String, RecommendationParameters> kept =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == RecommendationParameters.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory factory)
            throws Exception {
        HttpServletRequest http = request.getNativeRequest(HttpServletRequest.class);
        String text = http == null || hasBody(http) ? null : http.getQueryString();
        if (text == null || text.length() > LONGEST_KEPT) {
            return read(parameter, request, factory);
        }
        RecommendationParameters before = kept.getIfPresent(text);
        if (before != null) {
            return before;
        }
        RecommendationParameters parameters = read(parameter, request, factory);
        kept.put(text, parameters);
        return parameters;
    }

    /** The fields of a form are parameters, too, whatever the method: such a request is more than its query. */
    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentType() != null;
    }

    private static RecommendationParameters read(
            MethodParameter parameter, NativeWebRequest request, @Nullable WebDataBinderFactory factory)
            throws Exception {
        if (factory == null) {
            throw new IllegalStateException("there is nothing to convert parameters with");
        }
        Query query = new Query(request, factory.createBinder(request, null, NAME));
        RecommendationParameters parameters = new RecommendationParameters(
                query.get("k", Integer.class),
                query.get("model", String.class),
                query.get("version", Integer.class),
                query.list("category"),
                query.list("exclude"),
                query.list("candidates"),
                query.get("includeRated", Boolean.class),
                query.get("explain", Boolean.class),
                query.get("diversity", Double.class),
                query.get("exploration", Double.class),
                query.get("seed", Long.class),
                query.get("offset", Integer.class));
        requireNoErrors(parameter, query.binder.getBindingResult());
        WebDataBinder validated = factory.createBinder(request, parameters, NAME);
        validated.validate();
        requireNoErrors(parameter, validated.getBindingResult());
        return parameters;
    }

    private static void requireNoErrors(MethodParameter parameter, BindingResult result)
            throws MethodArgumentNotValidException {
        if (result.hasErrors()) {
            throw new MethodArgumentNotValidException(parameter, result);
        }
    }

    /** @param binder converts values and notes those that cannot be */
    private record Query(NativeWebRequest request, WebDataBinder binder) {

        <T> @Nullable T get(String name, Class<T> type) {
            String[] values = request.getParameterValues(name);
            if (values == null) {
                return null;
            }
            Object value = values.length == 1 ? values[0] : values;
            try {
                return binder.convertIfNecessary(value, type);
            } catch (TypeMismatchException e) {
                e.initPropertyName(name);
                binder.getBindingResult().recordFieldValue(name, type, value);
                binder.getBindingErrorProcessor().processPropertyAccessException(e, binder.getBindingResult());
                return null;
            }
        }

        @SuppressWarnings("unchecked") // Spring makes lists of what it converts to a list from texts.
        @Nullable
        List<String> list(String name) {
            return get(name, List.class);
        }
    }
}
