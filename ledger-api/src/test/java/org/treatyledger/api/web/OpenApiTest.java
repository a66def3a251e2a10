package org.treatyledger.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.api.Waiting;
import org.treatyledger.core.codec.ActionJson;
import org.treatyledger.core.codec.EventType;
import org.treatyledger.core.implementation.Area;
import org.treatyledger.core.implementation.Stage;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.treaty.CalendarEntry;
import org.treatyledger.core.treaty.Reason;
import org.treatyledger.core.treaty.Status;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.projections.web.Clocks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description of the interface says what the ledger does: no route, parameter, field or action more or less. */
class OpenApiTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String STATUTE = "/api/v1/treaties/rome-statute";

    /** Answers of every kind that programs read. */
    static final List<String> QUESTIONS = List.of(
            "/api/v1/treaties",
            STATUTE,
            STATUTE + "/count?on=2024-12-31",
            STATUTE + "/count?on=2002-07-01&position=300&proof=true",
            STATUTE + "/count?known=2020-01-01&view=public",
            STATUTE + "/parties?on=2024-12-31",
            STATUTE + "/participants?on=2024-12-31",
            STATUTE + "/participants/PHL?on=2024-12-31",
            STATUTE + "/participants/PHL?on=2018-12-31",
            STATUTE + "/participants/ARM?on=2024-12-31&proof=true",
            STATUTE + "/participants/ECU",
            STATUTE + "/series?by=region",
            STATUTE + "/entry-into-force",
            STATUTE + "/entry-into-force?position=100",
            STATUTE + "/calendar?from=1998-01-01&to=2030-01-01",
            STATUTE + "/calendar?kinds=boundary-day,exit",
            STATUTE + "/changes?from=2023-01-01&to=2024-12-31",
            STATUTE + "/changes?from=0&to=400&clock=position",
            STATUTE + "/implementation?on=2024-12-31",
            STATUTE + "/latest-deposit?by=2030-01-01",
            STATUTE + "/latest-deposit?by=1999-01-01",
            STATUTE + "/latest-deposit?by=2030-01-01&participant=TON",
            STATUTE + "/latest-deposit?by=2030-01-01&participant=ARM",
            "/api/v1/treaties/apic",
            "/api/v1/treaties/rome-statute-c",
            "/api/v1/treaties/apic/entry-into-force",
            "/api/v1/calendar?from=2010-01-01&to=2030-01-01",
            "/api/v1/participants",
            "/api/v1/participants/KEN",
            "/api/v1/events?limit=1000",
            "/api/v1/events?from=600&limit=5",
            "/api/v1/events/17",
            "/api/v1/audit",
            "/api/v1/imports",
            "/api/v1/projections",
            "/api/v1/projections/register",
            "/log/proof/inclusion?position=3&size=10",
            "/log/proof/consistency?from=3&to=10",
            STATUTE + "/count?on=2024-02-31",
            STATUTE + "/participants/XXX",
            "/api/v1/treaties/no-such-treaty/count",
            "/api/v1/events/9999999",
            "/api/v1/imports/none",
            "/api/v1/projections/none");

    private static final Pattern PLACES = Pattern.compile("\\{(\\w+)}");

    private final OpenApi described = OpenApi.read();
    private final RunningLedger ledger = RunningLedger.withRealHistory();

    private Map<String, HandlerMethod> routes() {
        var routes = new TreeMap<String, HandlerMethod>();
        ledger.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, method) -> {
                    for (var path : mapping.getPatternValues()) {
                        if (path.startsWith("/api/v1") || path.startsWith("/log/")) {
                            var plain = path.replaceAll("\\{\\*?(\\w+)[^}]*}+", "{$1}");
                            mapping.getMethodsCondition()
                                    .getMethods()
                                    .forEach(verb -> routes.put(verb + " " + plain, method));
                        }
                    }
                });
        return routes;
    }

    @Test
    void givenTheDescription_whenItIsAskedFor_thenItIsThereForEverybodyAndEveryReferenceLeadsSomewhere() {
        var answer = ledger.get("/api/v1/openapi.json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith("application/json");
        assertThat(answer.json()).isEqualTo(described.document());

        assertThat(described.references()).isNotEmpty();
        for (var reference : described.references()) {
            assertThat(described.document().at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
    }

    @Test
    void givenEveryRoute_whenLookedUpInTheDescription_thenNoneIsMissingAndNoneIsInvented() {
        var operations = new TreeSet<String>();
        described.operations().forEach(operation -> operations.add(operation.route()));

        assertThat(operations).isEqualTo(routes().keySet());
    }

    @Test
    void givenEveryRoute_whenItsParametersAreCompared_thenTheyAreThoseOfTheDescription() {
        var routes = routes();
        for (var operation : described.operations()) {
            var read = new TreeSet<String>();
            var handler = Objects.requireNonNull(routes.get(operation.route()), operation.route());
            for (var parameter : handler.getMethod().getParameters()) {
                if (parameter.getType() == Clocks.class) {
                    read.addAll(List.of("on", "known", "position", "view", "atLeast"));
                } else if (parameter.isAnnotationPresent(RequestParam.class)) {
                    read.add(parameter.getName());
                }
            }
            var said = described.parameters(operation, "query");
            said.remove("columns"); // read by hand: it may be repeated and holds semicolons
            assertThat(said).as(operation.route()).isEqualTo(read);
            assertThat(described.parameters(operation, "path"))
                    .as(operation.route())
                    .containsExactlyInAnyOrderElementsOf(PLACES.matcher(operation.path())
                            .results()
                            .map(found -> found.group(1))
                            .toList());
        }
    }

    private void assertAsDescribed(String method, String address, RunningLedger.Answer answer) {
        var operation = described.operation(method, address).orElseThrow();
        var type = answer.header("content-type").replaceFirst(";.*", "");
        var schema = described.answer(operation, answer.status(), type);
        assertThat(schema)
                .as("%s: %d %s is described", address, answer.status(), type)
                .isPresent();
        assertThat(described.faults(schema.orElseThrow(), answer.json()))
                .as(address)
                .isEmpty();
        assertThat(described.headers(operation, answer.status()).contains("ETag"))
                .as("%s: an ETag is described where one is sent", address)
                .isEqualTo(!answer.header("etag").isEmpty());
    }

    @ParameterizedTest
    @FieldSource("QUESTIONS")
    void givenAQuestion_whenItIsAnswered_thenEveryFieldIsAsDescribed(String question) {
        assertAsDescribed("GET", question, ledger.get(question));
    }

    @Test
    void givenAllQuestionsOfThisTest_whenCounted_thenEveryOperationThatAnswersJsonIsAmongThem() {
        var asked = new TreeSet<String>();
        QUESTIONS.forEach(question ->
                asked.add(described.operation("GET", question).orElseThrow().route()));
        var all = new TreeSet<String>();
        described.operations().stream()
                .filter(operation -> operation.method().equals("GET"))
                .filter(operation ->
                        described.answer(operation, 200, "application/json").isPresent())
                .forEach(operation -> all.add(operation.route()));
        all.remove("GET /api/v1/imports/{id}"); // asked in the test of imports

        assertThat(asked).containsAll(all);
    }

    @Test
    void givenTheExamplesOfBodies_whenSentAsPreviews_thenTheLedgerUnderstandsThemAndAnswersAsDescribed() {
        for (var action : described.examples("Action").toList()) {
            assertPreview(STATUTE + "/actions", action, 422); // Armenia did so long ago
        }
        for (var step : described.examples("ImplementationCommand").toList()) {
            assertPreview(STATUTE + "/implementation", step, 200);
        }
        for (var rules : described.examples("Rules").toList()) {
            assertPreview("/api/v1/treaties", rules, 409); // it is registered
        }
        for (var question : described.examples("WhatIfQuestion").toList()) {
            var answer = ledger.post(STATUTE + "/what-if", question.toString());
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertAsDescribed("POST", STATUTE + "/what-if", answer);
        }
    }

    private void assertPreview(String address, JsonNode body, int status) {
        var answer = ledger.post(address + "?preview=true", body.toString());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertAsDescribed("POST", address, answer);
    }

    @Test
    void givenEveryActionOfTheDescription_whenSentWithAFieldTooMany_thenTheLedgerKnowsTheSameFields() {
        var all = described.alternatives("Action");
        assertThat(String.join(", ", all.keySet().stream().sorted().toList()))
                .isEqualTo(String.join(
                        ", ",
                        Arrays.stream(ActionJson.ACTIONS.split(", ")).sorted().toList()));
        all.forEach((name, action) -> assertKnownFields(STATUTE + "/actions", action));
        described
                .alternatives("ImplementationCommand")
                .forEach((name, command) -> assertKnownFields(STATUTE + "/implementation", command));
    }

    private void assertKnownFields(String address, JsonNode alternative) {
        var body = JSON.createObjectNode();
        alternative.path("required").forEach(name -> fill(body, name.stringValue(), alternative));
        body.put("tooMany", 1);
        var answer = ledger.post(address + "?preview=true", body.toString());
        assertThat(answer.json().path("field").asString(""))
                .as(answer.toString())
                .isEqualTo("tooMany");
        var known = known(answer);
        var said = new TreeSet<>(alternative.path("properties").propertyNames());
        if (!said.contains("action")) {
            known.remove("action"); // looked at to tell a step from a correction
        }

        assertThat(said).as(body.toString()).isEqualTo(known);
    }

    @Test
    void givenEveryPartOfTheRulesOfATreaty_whenSentWithAFieldTooMany_thenTheLedgerKnowsTheSameFields() {
        var parts = Map.of(
                "", "Rules",
                "/signature", "SignatureRules",
                "/signature/windows/0", "Window",
                "/consent", "ConsentRules",
                "/entryIntoForce", "EntryIntoForceRules",
                "/withdrawal", "WithdrawalRules",
                "/withdrawal/overAmendment", "OverAmendmentRules",
                "/quorum", "QuorumRules");
        parts.forEach((place, schema) -> {
            var rules = (ObjectNode)
                    described.examples("Rules").findFirst().orElseThrow().deepCopy();
            rules.putObject("quorum").put("parties", 2);
            ((ObjectNode) rules.path("withdrawal")).putObject("overAmendment").put("within", "onDay");
            ((ObjectNode) rules.at(place)).put("tooMany", 1);
            var answer = ledger.post("/api/v1/treaties?preview=true", rules.toString());
            assertThat(answer.json().path("field").asString(""))
                    .as(answer.toString())
                    .endsWith("tooMany");

            assertThat(new TreeSet<>(described.schema(schema).path("properties").propertyNames()))
                    .as(schema)
                    .isEqualTo(known(answer));
        });
    }

    private static Set<String> known(RunningLedger.Answer answer) {
        return new TreeSet<>(List.of(answer.json()
                .path("remedy")
                .stringValue()
                .replaceFirst(".*known are: ", "")
                .replace(".", "")
                .split(", ", -1)));
    }

    private static void fill(ObjectNode body, String name, JsonNode alternative) {
        switch (name) {
            case "action" ->
                body.set(name, alternative.path("properties").path(name).path("const"));
            case "participant", "predecessor" -> body.put(name, "ARM");
            case "date", "effectiveOn" -> body.put(name, "2024-01-02");
            case "means" -> body.put(name, "ratification");
            case "step" -> body.put(name, "adopted");
            case "areas" -> body.putArray(name).add("victims");
            case "position" -> body.put(name, 17);
            case "replacement" ->
                body.putObject(name)
                        .put("action", "sign")
                        .put("participant", "ARM")
                        .put("date", "2024-01-02");
            default -> body.put(name, "words");
        }
    }

    @Test
    void givenTheWordsOfTheDescription_whenCompared_thenTheyAreTheDomains() {
        assertThat(described.words("RefusalCode"))
                .containsExactlyElementsOf(
                        Arrays.stream(Reason.values()).map(Reason::code).toList());
        assertThat(described.words("EventType")).isEqualTo(labels(EventType.values(), EventType::label));
        assertThat(described.words("View")).isEqualTo(labels(AsOf.View.values(), AsOf.View::label));
        assertThat(described.words("Basis")).containsExactlyInAnyOrderElementsOf(labels(Basis.values(), Basis::label));
        assertThat(described.words("Status")).isEqualTo(labels(Status.values(), Status::label));
        assertThat(described.words("CalendarKind"))
                .isEqualTo(labels(CalendarEntry.Kind.values(), CalendarEntry.Kind::label));
        assertThat(described.words("Means"))
                .containsExactlyInAnyOrderElementsOf(labels(ConsentMeans.values(), ConsentMeans::label));
        assertThat(described.words("Stage")).containsExactlyInAnyOrderElementsOf(labels(Stage.values(), Stage::label));
        assertThat(described.words("Area")).isEqualTo(labels(Area.values(), Area::label));
    }

    private static <T> List<String> labels(T[] values, Function<T, String> label) {
        return Arrays.stream(values).map(label).toList();
    }

    @Test
    void givenATableAndAFileOfActs_whenSent_thenTheAnswersAreAsDescribed() {
        var table = ledger.send(
                HttpRequest.newBuilder(ledger.uri(STATUTE + "/comparisons")).POST(BodyPublishers.ofString("""
                                State,Ratification
                                Armenia,14 November 2022
                                Tonga,14 November 2024
                                """)),
                "Content-Type",
                "text/csv");
        assertThat(table.status()).as(table.toString()).isEqualTo(200);
        assertAsDescribed("POST", STATUTE + "/comparisons", table);

        var sent = ledger.upload("""
                treaty,action,participant,date,means
                rome-statute,deposit-instrument,TON,2024-11-14,accession
                rome-statute,deposit-instrument,XXX,2024-11-14,accession
                """, true);
        assertThat(sent.status()).isEqualTo(202);
        assertAsDescribed("POST", "/api/v1/imports", sent);
        var place = sent.header("location");
        Waiting.until(() -> ledger.ask(place).path("state").stringValue().equals("done"));
        assertAsDescribed("GET", place, ledger.get(place));
    }
}
