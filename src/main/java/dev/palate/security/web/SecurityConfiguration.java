package dev.palate.security.web;

import dev.palate.security.UsableKeys;
import dev.palate.security.link.DownloadLinks;
import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Valve;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** The filters of all requests: key, rate and role. There are no sessions and no cookies, so that CSRF is impossible. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** Swagger UI is the only page: it loads resources of this service and has inline styles. */
    private static final String CONTENT_POLICY = "default-src 'self'; img-src 'self' data:;"
            + " style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    private final HandlerExceptionResolver problems;

    SecurityConfiguration(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Bean
    SecurityFilterChain filters(
            HttpSecurity http, UsableKeys keys, DownloadLinks links, AccessRules rules, LimitSettings limits)
            throws Exception {
        RefusalHandler refusals = new RefusalHandler(rules, problems);
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.cacheControl(caching -> caching.disable())
                        .frameOptions(frames -> frames.deny())
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .crossOriginResourcePolicy(policy -> {})
                        .addHeaderWriter(new PrivateCaching()))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .addFilterBefore(new ApiKeyFilter(keys, links, problems), AuthorizationFilter.class)
                .addFilterBefore(new RateLimitFilter(limits, problems), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                        .permitAll()
                        .anyRequest()
                        .access(new AccessRuleManager(rules)))
                .build();
    }

    /** Observations are off, because timing each filter costs a request more than the filters themselves. */
    @Bean
    SecurityObservationSettings noTimedFilters() {
        return SecurityObservationSettings.noObservations();
    }

    /**
     * Puts the valve before the one that removes the headers of proxies. The method is static, because the web server starts before
     * the beans that the other methods need.
     */
    @Bean
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> forwardedRequestsAreMarked() {
        return factory -> {
            List<Valve> valves = new ArrayList<>(factory.getEngineValves());
            valves.add(0, new ForwardedRequests());
            factory.setEngineValves(valves);
        };
    }
}
