package org.treatyledger.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.treatyledger.core.codec.ActionJson;
import org.treatyledger.core.codec.RulesJson;
import org.treatyledger.core.treaty.ActRegister;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Circumstances;
import org.treatyledger.core.treaty.Decision;
import org.treatyledger.core.treaty.Directory;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Treaty;
import org.treatyledger.core.treaty.TreatyCommand.RecordAct;
import org.treatyledger.core.treaty.TreatyCommand.Sign;
import org.treatyledger.core.treaty.TreatySpecification;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.TreatyId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Twenty-two treaties of other families: their final clauses as data, their deposits from the depositary's own tables,
 * and the entry into force that was published. The tables stand beside the repository, not in it; without them this
 * test is skipped.
 */
class PrecedentsTest {

    private static final Path FOLDER = Path.of("../../shared/data/precedents");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TestFactory
    List<DynamicTest> givenAPrecedent_whenItsActsArePlayed_thenItEntersIntoForceOnThePublishedDay() throws IOException {
        assumeTrue(Files.isDirectory(FOLDER), "no precedents beside the repository");
        try (var files = Files.list(FOLDER)) {
            var names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
            assertThat(names).hasSize(22);
            return names.stream()
                    .map(name -> DynamicTest.dynamicTest(name, () -> check(name)))
                    .toList();
        }
    }

    private static JsonNode json(String name) {
        return JSON.readTree(FOLDER.resolve(name + ".json").toFile());
    }

    private static void check(String name) throws IOException {
        var published = json(name).get("expected").get("entersIntoForceOn").stringValue();
        var refusals = new ArrayList<String>();
        var status = play(name, refusals);
        assertThat(refusals).isEmpty();
        assertThat(status.finding().entryIntoForce()).map(Object::toString).contains(published);
        assertThat(status.inForceSince()).isEqualTo(status.finding().entryIntoForce());
    }

    private static LegalStatus play(String name, List<String> refusals) throws IOException {
        var clauses = RulesJson.read(json(name).get("rules"));
        var parent = clauses.parent() == null
                ? Optional.<LegalStatus>empty()
                : Optional.of(play(clauses.parent().value(), refusals));
        var now = new Circumstances(TreatySpecification.TODAY, Directory.PARTICIPANTS, parent);
        var treaty = new Registered(0, clauses, ActRegister.EMPTY);
        var position = 1L;
        for (var act : acts(name)) {
            switch (Treaty.decide(treaty, act, now)) {
                case Decision.Refused refused -> refusals.add(act + ": " + refused.refusal());
                case Decision.Accepted accepted -> {
                    for (var event : accepted.events()) {
                        treaty = (Registered) Treaty.evolve(treaty, position++, event);
                    }
                }
            }
        }
        return LegalStatus.of(treaty, AsOf.NOW, Directory.PARTICIPANTS, parent);
    }

    private static List<RecordAct> acts(String name) throws IOException {
        var lines = Files.readAllLines(FOLDER.resolve(name + ".csv"));
        var header = Directory.cells(lines.getFirst());
        var acts = new ArrayList<RecordAct>();
        for (var line : lines.subList(1, lines.size())) {
            var cells = Directory.cells(line);
            var action = JsonNodeFactory.instance.objectNode();
            for (var i = 0; i < cells.size(); i++) {
                if (!cells.get(i).isEmpty() && !header.get(i).equals("treaty")) {
                    action.put(header.get(i), cells.get(i));
                }
            }
            acts.add(ActionJson.read(new TreatyId(name), action));
        }
        acts.sort(Comparator.comparing((RecordAct act) -> act.communication().receivedOn())
                .thenComparing(act -> act instanceof Sign ? 0 : 1));
        return acts;
    }
}
