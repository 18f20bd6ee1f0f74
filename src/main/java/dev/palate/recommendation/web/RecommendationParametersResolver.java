package dev.palate.recommendation.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.palate.overload.HeapSize;
import dev.palate.problem.web.QueryLists;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
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
 * Reads {@link RecommendationParameters} from the query string. Spring's own constructor binding takes ten times as long as the
 * rest of a request, because it reads the annotations of all parameters for each of them. Most requests use one of a few
 * queries, which are read and validated once.
 */
final class RecommendationParametersResolver implements HandlerMethodArgumentResolver {

    private static final String NAME = "recommendationParameters";
    private static final long CACHE_BYTES = 4 << 20;
    private static final int MAX_CACHED_LENGTH = 500;
    /** A list of one-letter ids takes a text and a place for every two characters. */
    private static final int BYTES_PER_CHARACTER = 32;

    private static final RecordComponent[] COMPONENTS = RecommendationParameters.class.getRecordComponents();

    /** Valid parameters by their query string. */
    private final Cache<String, RecommendationParameters> cache = Caffeine.newBuilder()
            .maximumWeight(CACHE_BYTES)
            .weigher((String query, RecommendationParameters parameters) ->
                    HeapSize.weight(HeapSize.of(query) + (long) BYTES_PER_CHARACTER * query.length()))
            .build();

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
        if (text == null || text.length() > MAX_CACHED_LENGTH) {
            return read(parameter, request, factory);
        }
        RecommendationParameters cached = cache.getIfPresent(text);
        if (cached != null) {
            return cached;
        }
        RecommendationParameters parameters = read(parameter, request, factory);
        cache.put(text, parameters);
        return parameters;
    }

    /** The fields of a form are parameters, whatever the method: such a request has more parameters than its query string. */
    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentType() != null;
    }

    private static RecommendationParameters read(
            MethodParameter parameter, NativeWebRequest request, @Nullable WebDataBinderFactory factory)
            throws Exception {
        if (factory == null) {
            throw new IllegalStateException("parameters cannot be converted without a binder");
        }
        WebDataBinder binder = factory.createBinder(request, null, NAME);
        @Nullable Object[] values = new @Nullable Object[COMPONENTS.length];
        HttpServletRequest http = request.getNativeRequest(HttpServletRequest.class);
        String query = http == null ? null : http.getQueryString();
        for (int i = 0; i < values.length; i++) {
            values[i] = COMPONENTS[i].getType() == List.class
                    ? QueryLists.read(query, COMPONENTS[i].getName())
                    : convert(binder, COMPONENTS[i], request.getParameterValues(COMPONENTS[i].getName()));
        }
        requireNoErrors(parameter, binder.getBindingResult());
        RecommendationParameters parameters =
                BeanUtils.instantiateClass(BeanUtils.getResolvableConstructor(RecommendationParameters.class), values);
        WebDataBinder validated = factory.createBinder(request, parameters, NAME);
        validated.validate();
        requireNoErrors(parameter, validated.getBindingResult());
        return parameters;
    }

    /** The value of one parameter; {@code binder} records a value that cannot be converted. */
    private static @Nullable Object convert(
            WebDataBinder binder, RecordComponent component, String @Nullable [] values) {
        if (values == null) {
            return null;
        }
        Object value = values.length == 1 ? values[0] : values;
        try {
            return binder.convertIfNecessary(value, component.getType());
        } catch (TypeMismatchException e) {
            e.initPropertyName(component.getName());
            binder.getBindingResult().recordFieldValue(component.getName(), component.getType(), value);
            binder.getBindingErrorProcessor().processPropertyAccessException(e, binder.getBindingResult());
            return null;
        }
    }

    private static void requireNoErrors(MethodParameter parameter, BindingResult result)
            throws MethodArgumentNotValidException {
        if (result.hasErrors()) {
            throw new MethodArgumentNotValidException(parameter, result);
        }
    }
}
