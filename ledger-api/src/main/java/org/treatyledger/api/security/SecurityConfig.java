package org.treatyledger.api.security;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.treatyledger.api.LedgerSettings;
import org.treatyledger.projections.web.Problem;
import org.treatyledger.projections.web.ProblemWriter;

/**
 * Closed by default: what is not listed is denied. Programs sign in with each request and keep no session, so that no
 * other site can act through them; people sign in by a form.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfig {

    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data:; "
            + "style-src 'self'; script-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private static final RequestMatcher FOR_PROGRAMS =
            new OrRequestMatcher(pathPattern("/api/**"), pathPattern("/actuator/**"), pathPattern("/log/**"));

    /** A page, although it stands where the interface does. */
    private static final RequestMatcher DOCS = pathPattern("/api/docs");

    /** An idempotency key is any text: only control characters are kept out of headers. */
    @Bean
    HttpFirewall httpFirewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderValues(
                value -> value.chars().noneMatch(c -> Character.isISOControl(c) && c != '\t' && c < 128));
        return firewall;
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return new KeyedDigestEncoder();
    }

    @Bean
    UserDetailsService users(LedgerSettings settings, PasswordEncoder encoder) {
        var users = new InMemoryUserDetailsManager();
        Passwords.load(settings)
                .forEach((role, password) -> users.createUser(User.withUsername(Passwords.user(role))
                        .password(encoder.encode(password))
                        .roles(role.name())
                        .build()));
        return users;
    }

    @Bean
    @Order(1)
    SecurityFilterChain programs(HttpSecurity http, ProblemWriter problems) throws Exception {
        return http.securityMatcher(new AndRequestMatcher(FOR_PROGRAMS, new NegatedRequestMatcher(DOCS)))
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, "/api/v1/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.HEAD, "/api/v1/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/log/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.HEAD, "/log/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.OPTIONS, "/api/v1/**", "/log/**")
                        .permitAll() // what an address can be asked is no secret
                        .requestMatchers(HttpMethod.GET, "/actuator/health/**", "/actuator/health")
                        .permitAll()
                        .requestMatchers(HttpMethod.HEAD, "/actuator/health/**", "/actuator/health")
                        .permitAll()
                        .requestMatchers(
                                HttpMethod.POST, "/api/v1/treaties/*/comparisons", "/api/v1/treaties/*/what-if")
                        .permitAll()
                        .requestMatchers(
                                HttpMethod.POST, "/api/v1/treaties", "/api/v1/treaties/*/actions", "/api/v1/imports")
                        .hasRole(Role.DEPOSITARY.name())
                        .requestMatchers(HttpMethod.POST, "/api/v1/treaties/*/implementation")
                        .hasAnyRole(Role.DEPOSITARY.name(), Role.REVIEWER.name())
                        .requestMatchers(HttpMethod.POST, "/api/v1/projections/*/rebuild")
                        .hasRole(Role.OPERATOR.name())
                        .requestMatchers(HttpMethod.DELETE, "/api/v1/projections/*/rebuild")
                        .hasRole(Role.OPERATOR.name())
                        .requestMatchers("/actuator/**")
                        .hasRole(Role.OPERATOR.name())
                        .anyRequest()
                        .denyAll())
                .httpBasic(basic -> basic.authenticationEntryPoint(notSignedIn(problems)))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(notSignedIn(problems))
                        .accessDeniedHandler(wrongRole(problems)))
                .build();
    }

    private static AuthenticationEntryPoint notSignedIn(ProblemWriter problems) {
        return (request, response, failure) -> {
            response.setHeader("WWW-Authenticate", "Basic realm=\"Ratification Ledger\", charset=\"UTF-8\"");
            problems.write(
                    response,
                    Problem.of(401, "not-signed-in", "This needs a user and a password.")
                            .remedy("Sign in with HTTP Basic as one of the built-in users."));
        };
    }

    private static AccessDeniedHandler wrongRole(ProblemWriter problems) {
        return (request, response, failure) -> problems.write(
                response,
                Problem.of(403, "wrong-role", "Your role does not allow this.")
                        .remedy("Sign in as a user who has the role that the contract names."));
    }

    @Bean
    @Order(2)
    SecurityFilterChain people(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                HttpMethod.GET,
                                "/",
                                "/treaties/**",
                                "/login",
                                "/api/docs",
                                "/assets/**",
                                "/webjars/swagger-ui/swagger-ui.css",
                                "/webjars/swagger-ui/swagger-ui-bundle.js",
                                "/favicon.ico",
                                "/favicon.svg")
                        .permitAll()
                        .requestMatchers(HttpMethod.HEAD, "/", "/treaties/**", "/login", "/api/docs", "/assets/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/treaties/*/compare")
                        .permitAll()
                        .requestMatchers("/error", "/login", "/logout")
                        .permitAll()
                        .requestMatchers("/desk/implementation", "/desk/recorded")
                        .hasAnyRole(Role.DEPOSITARY.name(), Role.REVIEWER.name())
                        .requestMatchers("/desk", "/desk/**")
                        .hasRole(Role.DEPOSITARY.name())
                        .requestMatchers("/operations", "/operations/**")
                        .hasRole(Role.OPERATOR.name())
                        .anyRequest()
                        .denyAll())
                .formLogin(form -> form.loginPage("/login").successHandler(new ToTheirDesk()))
                .logout(logout -> logout.logoutSuccessUrl("/"))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(Customizer.withDefaults()))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(SecurityConfig::toLoginOrNothing)
                        .accessDeniedHandler(SecurityConfig::refuseOrNothing))
                .build();
    }

    /** Who signs in without having asked for a page comes to the desk that the role has, or to the register. */
    private static final class ToTheirDesk extends SavedRequestAwareAuthenticationSuccessHandler {

        @Override
        protected String determineTargetUrl(
                HttpServletRequest request, HttpServletResponse response, @Nullable Authentication who) {
            var roles = who == null ? Set.<String>of() : AuthorityUtils.authorityListToSet(who.getAuthorities());
            if (roles.contains("ROLE_" + Role.DEPOSITARY.name())) {
                return "/desk";
            }
            if (roles.contains("ROLE_" + Role.OPERATOR.name())) {
                return "/operations";
            }
            return roles.contains("ROLE_" + Role.REVIEWER.name()) ? "/desk/implementation" : "/";
        }
    }

    private static boolean asksToSignIn(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.startsWith("/desk") || path.startsWith("/operations");
    }

    /** The desk and the operator's page ask a stranger to sign in; any other closed address is simply not there. */
    private static void toLoginOrNothing(HttpServletRequest request, HttpServletResponse response, Exception failure)
            throws IOException, jakarta.servlet.ServletException {
        if (asksToSignIn(request)) {
            LOGIN.commence(
                    request,
                    response,
                    new org.springframework.security.authentication.InsufficientAuthenticationException("desk"));
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    /** The desk, and a form without its token, say no; any other closed address is not there for anyone. */
    private static void refuseOrNothing(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException {
        if (request.getRequestURI().equals("/desk") && request.isUserInRole(Role.REVIEWER.name())) {
            response.sendRedirect("/desk/implementation"); // the desk that a reviewer has
            return;
        }
        var refused = asksToSignIn(request) || failure instanceof CsrfException;
        response.sendError(refused ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_NOT_FOUND);
    }

    private static final LoginUrlAuthenticationEntryPoint LOGIN = new LoginUrlAuthenticationEntryPoint("/login");
}
