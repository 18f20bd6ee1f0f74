package dev.palate.security.web.firewall;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** The firewall of Spring Security, which looks at each request first. */
@Configuration(proxyBeanMethods = false)
class FirewallConfiguration {

    /** Ids are chosen by the caller and may contain any encoded character. Paths are matched as they were sent. */
    @Bean
    StrictHttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedDoubleSlash(true);
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowUrlEncodedPeriod(true);
        firewall.setAllowBackSlash(true);
        firewall.setAllowSemicolon(true);
        firewall.setAllowUrlEncodedLineSeparator(true);
        firewall.setAllowUrlEncodedParagraphSeparator(true);
        firewall.setAllowedHeaderNames(PrintableText::isName);
        firewall.setAllowedHeaderValues(PrintableText::isHeaderValue);
        firewall.setAllowedParameterNames(PrintableText::isName);
        return firewall;
    }
}
