package dev.palate.routing.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

class SegmentedHandlerMappingTest {

    @ParameterizedTest
    @CsvSource({
        "GET, /users, list",
        "GET, /users/1, one",
        "GET, /users/a%2Fb, one",
        "GET, /%75sers/1, one",
        "GET, /users;v=1/1, one",
        "GET, /users/me, me",
        "POST, /users/me, none",
        "GET, /users/1/recommendations, recommendations",
        "DELETE, /users/1/recommendations, clear",
        "GET, /users/1/other, none",
        "GET, /users/1/, none",
        "GET, //users/1, none",
        "GET, /users/, none",
        "GET, /people/1, none",
        "GET, /, root",
        "GET, /files, file",
        "GET, /files/a/b/c, file",
        "GET, /archives/2.zip, archive",
        "GET, /archives/2.tar, none",
        "GET, /shop/1, either",
        "GET, /stores/1/items, either",
        "GET, /shop/1/items, none"
    })
    void findsWhatSpringFinds(String method, String path, String expected) throws Exception {
        assertThat(found(new RequestMappingHandlerMapping(), method, path)).isEqualTo(expected);
        assertThat(found(new SegmentedHandlerMapping(), method, path)).isEqualTo(expected);
    }

    @Test
    void sharesOnlyFixedSegments() {
        PathShape shape = PathShape.of("/users/{id}/recommendations");
        assertThat(shape).isNotNull();
        assertThat(List.of(
                        shape.mayMatch(new String[] {"users", "1", "recommendations"}),
                        shape.mayMatch(new String[] {"users", "1", "history"}),
                        shape.mayMatch(new String[] {"users", "1"}),
                        shape.mayMatch(new String[] {"users", "1", "recommendations", "2"})))
                .containsExactly(true, false, false, false);
        assertThat(PathShape.of("/console/**")).isNull();
        assertThat(PathShape.of("/files/{*path}")).isNull();
    }

    /** The name of the method, or {@code none} if no method or only one for other HTTP methods has the path. */
    private static String found(RequestMappingHandlerMapping mapping, String method, String path) throws Exception {
        StaticWebApplicationContext context = new StaticWebApplicationContext();
        context.registerSingleton("paths", Paths.class);
        mapping.setApplicationContext(context);
        mapping.afterPropertiesSet();
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        ServletRequestPathUtils.parseAndCache(request);
        try {
            HandlerExecutionChain chain = mapping.getHandler(request);
            if (chain == null) {
                return "none";
            }
            assertThat(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
                    .isNotNull();
            return ((HandlerMethod) chain.getHandler()).getMethod().getName();
        } catch (HttpRequestMethodNotSupportedException e) {
            return "none";
        }
    }

    @Controller
    static class Paths {

        @GetMapping("/")
        void root() {}

        @GetMapping("/users")
        void list() {}

        @GetMapping("/users/{id}")
        void one(@PathVariable String id) {}

        @GetMapping("/users/me")
        void me() {}

        @GetMapping("/users/{id}/recommendations")
        void recommendations(@PathVariable String id) {}

        @DeleteMapping("/users/{id}/recommendations")
        void clear(@PathVariable String id) {}

        @PostMapping("/users/{id}/recommendations/next")
        void next(@PathVariable String id) {}

        @GetMapping("/files/**")
        void file() {}

        @GetMapping("/archives/{id}.zip")
        void archive(@PathVariable String id) {}

        @GetMapping({"/shop/{id}", "/stores/{id}/items"})
        void either(@PathVariable String id) {}
    }
}
