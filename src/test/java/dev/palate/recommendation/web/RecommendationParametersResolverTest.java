package dev.palate.recommendation.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.palate.overload.HeapGrowth;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.validation.FieldError;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.support.ConfigurableWebBindingInitializer;
import org.springframework.web.bind.support.DefaultDataBinderFactory;
import org.springframework.web.context.request.ServletWebRequest;
import tools.jackson.databind.json.JsonMapper;

class RecommendationParametersResolverTest {

    private static final LocalValidatorFactoryBean VALIDATOR = new LocalValidatorFactoryBean();
    private static final DefaultDataBinderFactory BINDERS = binders();

    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final RecommendationParametersResolver resolver = new RecommendationParametersResolver();

    private static DefaultDataBinderFactory binders() {
        VALIDATOR.afterPropertiesSet();
        ConfigurableWebBindingInitializer initializer = new ConfigurableWebBindingInitializer();
        initializer.setConversionService(new DefaultFormattingConversionService());
        initializer.setValidator(VALIDATOR);
        return new DefaultDataBinderFactory(initializer);
    }

    @AfterAll
    static void close() {
        VALIDATOR.close();
    }

    private RecommendationParameters resolve() throws Exception {
        MethodParameter parameter =
                new MethodParameter(RecommendationController.class.getDeclaredMethods()[0], 1);
        return (RecommendationParameters)
                resolver.resolveArgument(parameter, null, new ServletWebRequest(request), BINDERS);
    }

    private List<FieldError> errors() {
        return catchThrowableOfType(MethodArgumentNotValidException.class, this::resolve)
                .getBindingResult()
                .getFieldErrors();
    }

    @Test
    void readsEveryParameter() throws Exception {
        request.setParameter("k", "7");
        request.setParameter("model", "vae");
        request.setParameter("version", "3");
        request.setQueryString("category=Drama,all:War&exclude=1,2&category=none:Horror%2C+Old&candidates=3");
        request.setParameter("includeRated", "true");
        request.setParameter("explain", "false");
        request.setParameter("diversity", "0.25");
        request.setParameter("calibration", "0.75");
        request.setParameter("newItems", "0.1");
        request.setParameter("exploration", "1.5");
        request.setParameter("seed", "-9");
        request.setParameter("offset", "40");
        request.setParameter("filter", "item.year > 1990 && \"War\" in item.categories");
        request.setParameter("boost", "2.0");
        request.setParameter("scenario", "home");

        assertThat(resolve()).isEqualTo(new JsonMapper().readValue("""
                        {"k": 7, "model": "vae", "version": 3, "category": ["Drama", "all:War", "none:Horror, Old"],
                         "exclude": ["1", "2"], "candidates": ["3"], "includeRated": true, "explain": false,
                         "diversity": 0.25, "calibration": 0.75, "newItems": 0.1, "exploration": 1.5, "seed": -9, "offset": 40,
                         "filter": "item.year > 1990 && \\"War\\" in item.categories", "boost": "2.0", "scenario": "home"}""", RecommendationParameters.class));
    }

    @Test
    void treatsEmptyParametersAsAbsent() throws Exception {
        request.setParameter("k", "");

        assertThat(resolve()).isEqualTo(RecommendationParameters.NONE);
    }

    @Test
    void namesEveryValueOfAWrongType() {
        request.setParameter("k", "many");
        request.setParameter("diversity", "high");
        request.setParameter("explain", "perhaps");

        assertThat(errors())
                .allSatisfy(error -> assertThat(error.isBindingFailure()).isTrue())
                .extracting(FieldError::getField)
                .containsExactly("k", "explain", "diversity");
        assertThat(errors()).extracting(FieldError::getRejectedValue).containsExactly("many", "perhaps", "high");
    }

    @Test
    void namesEveryValueOutOfRange() {
        request.setParameter("k", "1001");
        request.setParameter("exploration", "4");

        assertThat(errors()).extracting(FieldError::getField).containsExactlyInAnyOrder("k", "exploration");
    }

    @Test
    void readsAValidQueryOnce() throws Exception {
        request.setQueryString("k=7");
        request.setParameter("k", "7");
        RecommendationParameters first = resolve();

        assertThat(resolve()).isSameAs(first);
        request.setQueryString("k=8");
        request.setParameter("k", "8");
        assertThat(resolve().k()).isEqualTo(8);
    }

    @Test
    void rejectsAnInvalidQueryEachTime() {
        request.setQueryString("k=0");
        request.setParameter("k", "0");

        assertThat(errors()).hasSize(1);
        assertThat(errors()).hasSize(1);
    }

    @Test
    void doesNotCacheRequestsWithABody() throws Exception {
        request.setQueryString("k=7");
        request.setParameter("k", "7");
        request.setParameter("includeRated", "true");
        request.setContentType("multipart/form-data; boundary=x");
        assertThat(resolve().includeRated()).isTrue();

        request.setContentType(null);
        request.removeParameter("includeRated");
        assertThat(resolve().includeRated()).isNull();
    }

    /** The worst queries: as many ids as fit into the longest query that is cached. Without weights, these would take 150 MB. */
    @Test
    void boundsTheCacheWithTheWorstQueries() {
        long growth = HeapGrowth.of(() -> {
            for (int n = 0; n < 10_000; n++) {
                String ids = Integer.toString(n, 36) + ",a".repeat(240);
                request.setQueryString("exclude=" + ids);
                request.setParameter("exclude", ids);
                try {
                    resolve();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        });

        assertThat(growth).isLessThan(8 << 20);
        assertThat(resolver).isNotNull();
    }
}
