package org.treatyledger.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.treatyledger.api.RunningLedger;

/** Closed by default: every route that the server has is asked by everyone who may not use it. */
class RouteSecurityTest {

    /** What anyone may read; a new route must be added here, or be closed. */
    private static final Set<String> PUBLIC = Set.of(
            "GET /",
            "GET /login",
            "GET /api/docs",
            "GET /treaties/{treaty}",
            "GET /treaties/{treaty}/implementation",
            "GET /treaties/{treaty}/calendar",
            "GET /treaties/{treaty}/compare",
            "GET /log/checkpoint",
            "GET /log/key",
            "GET /log/tile/entries/{*path}",
            "GET /log/tile/{level:\\d{1,2}}/{*path}",
            "GET /log/proof/inclusion",
            "GET /log/proof/consistency",
            "GET /log/receipt/{position}",
            "GET /api/v1/treaties",
            "GET /api/v1/treaties/{treaty}",
            "GET /api/v1/treaties/{treaty}/count",
            "GET /api/v1/treaties/{treaty}/parties",
            "GET /api/v1/treaties/{treaty}/participants",
            "GET /api/v1/treaties/{treaty}/participants/{code}",
            "GET /api/v1/treaties/{treaty}/series",
            "GET /api/v1/treaties/{treaty}/entry-into-force",
            "GET /api/v1/treaties/{treaty}/implementation",
            "POST /api/v1/treaties/{treaty}/comparisons", // it reads the table and keeps nothing
            "GET /api/v1/treaties/{treaty}/calendar",
            "GET /api/v1/treaties/{treaty}/calendar.ics",
            "GET /api/v1/treaties/{treaty}/calendar.atom",
            "GET /api/v1/treaties/{treaty}/changes",
            "GET /api/v1/treaties/{treaty}/latest-deposit",
            "POST /api/v1/treaties/{treaty}/what-if",
            "GET /api/v1/audit",
            "GET /api/v1/calendar",
            "GET /api/v1/calendar.ics",
            "GET /api/v1/calendar.atom",
            "GET /api/v1/participants",
            "GET /api/v1/participants/{code}",
            "GET /api/v1/events",
            "GET /api/v1/events/{position}",
            "GET /api/v1/imports",
            "GET /api/v1/imports/{id}",
            "GET /api/v1/projections",
            "GET /api/v1/projections/{projection}",
            "GET /api/v1/stream");

    private static final String NOBODY = "";

    /** The one thing that reviewers write. */
    private static final String IMPLEMENTATION = "POST /api/v1/treaties/{treaty}/implementation";

    private static final String REBUILD = "/api/v1/projections/{projection}/rebuild";

    private static final Set<String> ALL_BUT_THE_OPERATOR = Set.of("auditor", "depositary", "reviewer");
    private static final Set<String> OTHERS = Set.of("auditor", "operator");
    private static final Set<String> OTHERS_AND_REVIEWERS = Set.of("auditor", "operator", "reviewer");

    private final RunningLedger ledger = RunningLedger.withRealHistory();

    private Set<String> routes() {
        var routes = new TreeSet<String>();
        ledger.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, method) -> {
                    for (var path : mapping.getPatternValues()) {
                        var methods = mapping.getMethodsCondition().getMethods();
                        methods.forEach(verb -> routes.add(verb + " " + path));
                        if (methods.isEmpty()) {
                            routes.add("GET " + path);
                        }
                    }
                });
        routes.remove("GET /error"); // where failures end up; it shows nothing by itself
        return routes;
    }

    @Test
    void givenEveryRouteOfTheServer_whenAStrangerAsks_thenOnlyThePublicOnesAnswer() {
        var answered = new TreeSet<String>();
        for (var route : routes()) {
            var status = ask(route, NOBODY);
            if (status < 300) {
                answered.add(route);
            }
        }
        assertThat(answered).isSubsetOf(PUBLIC);
        assertThat(answered).as("the control: public routes do answer").contains("GET /api/v1/treaties");
    }

    @Test
    void givenEveryWritingRoute_whenAWrongRoleAsks_thenItIsDenied() {
        var writing = routes().stream()
                .filter(route -> !route.startsWith("GET") && route.contains("/api/") && !PUBLIC.contains(route))
                .toList();
        assertThat(writing)
                .contains("POST /api/v1/treaties", "POST /api/v1/treaties/{treaty}/actions", IMPLEMENTATION)
                .contains("POST " + REBUILD, "DELETE " + REBUILD);
        for (var route : writing) {
            for (var user : wrongRoles(route)) {
                assertThat(ask(route, user)).as("%s as %s", route, user).isEqualTo(403);
            }
            assertThat(ask(route, NOBODY)).as("%s as nobody", route).isEqualTo(401);
        }
    }

    private static Set<String> wrongRoles(String route) {
        if (route.endsWith(REBUILD)) {
            return ALL_BUT_THE_OPERATOR;
        }
        return route.equals(IMPLEMENTATION) ? OTHERS : OTHERS_AND_REVIEWERS;
    }

    private int ask(String route, String user) {
        var method = HttpMethod.valueOf(route.substring(0, route.indexOf(' ')));
        var path = route.substring(route.indexOf(' ') + 1)
                .replace("{treaty}", "rome-statute")
                .replace("{code}", "ARM")
                .replace("{projection}", "register")
                .replace("{id}", "00000000-0000-0000-0000-000000000000")
                .replace("{position}", "0")
                .replace("{level:\\d{1,2}}", "0")
                .replace("{*path}", "000");
        if (path.endsWith("/stream")) {
            return 200; // it never ends; StreamTest reads it
        }
        var request = HttpRequest.newBuilder(ledger.uri(path)).method(method.name(), BodyPublishers.ofString("{}"));
        return user.equals(NOBODY)
                ? ledger.send(request, "Content-Type", "application/json").status()
                : ledger.send(
                                request,
                                "Content-Type",
                                "application/json",
                                "Authorization",
                                RunningLedger.basic(user, user))
                        .status();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/api/v1/treaties/rome-statute/actions/",
                "//api/v1/treaties",
                "/api/v1/treaties;x=1",
                "/api/v1/%2e%2e/v1/treaties",
                "/API/v1/treaties",
                "/actuator",
                "/actuator/env",
                "/actuator/heapdump"
            })
    void givenATrickOfTheAddress_whenAStrangerWrites_thenItIsDenied(String path) {
        var answer = ledger.send(
                HttpRequest.newBuilder(ledger.uri(path)).POST(BodyPublishers.ofString("{}")),
                "Content-Type",
                "application/json");

        assertThat(answer.status()).isIn(400, 401, 403, 404, 405);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "'',                   401",
        "depositary:wrong,     401",
        "nobody:depositary,    401",
        "auditor:auditor,      403",
        "reviewer:reviewer,    403",
        "operator:operator,    403",
        "depositary:depositary, 400"
    })
    void givenSomeone_whenTheySendACommand_thenOnlyTheDepositaryIsHeard(String who, int status) {
        var request = HttpRequest.newBuilder(ledger.uri("/api/v1/treaties")).POST(BodyPublishers.ofString("{}"));
        var parts = who.split(":", 2);
        var answer = parts.length < 2
                ? ledger.send(request, "Content-Type", "application/json")
                : ledger.send(
                        request,
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        RunningLedger.basic(parts[0], parts[1]));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("code").stringValue("")).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/treaties, 'GET,HEAD,POST,OPTIONS'",
        "/api/v1/treaties/rome-statute/count, 'GET,HEAD,OPTIONS'",
        "/log/checkpoint, 'GET,HEAD,OPTIONS'"
    })
    void givenAnAddress_whenAStrangerAsksWhatItCanBeAsked_thenItSays(String path, String methods) {
        var answer = ledger.send(HttpRequest.newBuilder(ledger.uri(path)).method("OPTIONS", BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("allow").split(", ?", -1)).containsExactlyInAnyOrder(methods.split(",", -1));
    }
}
