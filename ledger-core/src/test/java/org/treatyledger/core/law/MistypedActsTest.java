package org.treatyledger.core.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.core.treaty.Acts.accede;
import static org.treatyledger.core.treaty.Acts.cease;
import static org.treatyledger.core.treaty.Acts.correct;
import static org.treatyledger.core.treaty.Acts.id;
import static org.treatyledger.core.treaty.Acts.ratify;
import static org.treatyledger.core.treaty.Acts.received;
import static org.treatyledger.core.treaty.Acts.recordEntry;
import static org.treatyledger.core.treaty.Acts.sign;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.codec.RulesJson;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.treaty.Acts;
import org.treatyledger.core.treaty.Circumstances;
import org.treatyledger.core.treaty.Decision;
import org.treatyledger.core.treaty.Directory;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Lineage;
import org.treatyledger.core.treaty.Reason;
import org.treatyledger.core.treaty.Treaty;
import org.treatyledger.core.treaty.TreatyCommand;
import org.treatyledger.core.treaty.TreatySpecification;
import org.treatyledger.core.treaty.TreatyState;
import org.treatyledger.core.vocabulary.TreatyId;
import tools.jackson.databind.json.JsonMapper;

/** What a tired clerk types: refused where it cannot be, asked about where it is only unlikely. */
class MistypedActsTest {

    private static FinalClauses clauses(String treaty, @Nullable String parent, String eligible) {
        return RulesJson.read(JsonMapper.shared()
                .readTree("""
                {"treaty": "%s", "title": "Any", "zone": "America/New_York", "adopted": "1990-01-01", "parent": %s,
                 "signature": {"windows": [{"from": "1990-01-01", "to": "2030-12-31"}], "effect": "simple"},
                 "consent": {"signatories": ["ratification"], "others": ["accession"], "eligible": %s},
                 "entryIntoForce": {"threshold": {"count": 2}, "date": "onDay", "perState": "onDay"},
                 "withdrawal": {"date": {"plusYears": 1}}}
                """.formatted(treaty, parent == null ? "null" : "\"" + parent + "\"", eligible)));
    }

    private static TreatySpecification treaty() {
        return TreatySpecification.of(clauses("any", null, "\"all-states\""));
    }

    private static Decision register(FinalClauses clauses, Optional<LegalStatus> parent) {
        return Treaty.decide(
                TreatyState.START,
                new TreatyCommand.Register(clauses),
                new Circumstances(TreatySpecification.TODAY, Directory.PARTICIPANTS, parent));
    }

    private static Iterable<String> warnings(Decision decision) {
        return ((Decision.Accepted) decision)
                .warnings().stream().map(Decision.Warning::code).toList();
    }

    @Test
    void givenATreatyThatNamesAnother_whenThatOneIsRegisteredAsBelongingToIt_thenRefused() {
        var child = TreatySpecification.of(clauses("protocol", "convention", "\"all-states\""))
                .status();

        var decision = register(clauses("convention", "protocol", "\"all-states\""), Optional.of(child));

        assertThat(decision).isInstanceOfSatisfying(Decision.Refused.class, it -> {
            assertThat(it.refusal().reason()).isEqualTo(Reason.CIRCULAR_PARENT);
            assertThat(it.refusal().field()).isEqualTo("parent");
        });
    }

    @Test
    void givenAChainOfThree_whenTheFirstIsSaidToBelongToTheLast_thenRefused() {
        var middle = TreatySpecification.of(clauses("b", "a", "\"all-states\"")).status();
        var last = TreatySpecification.of(clauses("c", "b", "\"all-states\""))
                .under(middle)
                .status();

        assertThat(register(clauses("a", "c", "\"all-states\""), Optional.of(last)))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        it -> assertThat(it.refusal().reason()).isEqualTo(Reason.CIRCULAR_PARENT));
        assertThat(register(clauses("d", "c", "\"all-states\""), Optional.of(last)))
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void givenACircleThatTwoNodesRecordedAtOneTime_thenNeitherHasAParentAndWhatHangsOnItHas() {
        var a = new TreatyId("a");
        var b = new TreatyId("b");
        var c = new TreatyId("c");
        var named = java.util.Map.of(a, b, b, a, c, a);

        assertThat(Lineage.parentOf(a, id -> Optional.ofNullable(named.get(id))))
                .isEmpty();
        assertThat(Lineage.parentOf(b, id -> Optional.ofNullable(named.get(id))))
                .isEmpty();
        assertThat(Lineage.parentOf(c, id -> Optional.ofNullable(named.get(id))))
                .contains(a);
    }

    @Test
    void givenAListOfStatesWithAnUnknownCode_whenRegistered_thenAWarningNamesIt() {
        var decision = register(clauses("any", null, "[\"FRA\", \"QQQ\"]"), Optional.empty());

        assertThat(((Decision.Accepted) decision).warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("unknown-participant");
            assertThat(warning.sentence()).contains("QQQ").doesNotContain("FRA");
        });
    }

    @Test
    void givenAnOrganization_whenItIsSaidToHaveCeasedAsAState_thenRefused() {
        treaty().when(cease("EUE", "2000-01-01")).thenRefused(Reason.NOT_ELIGIBLE);
    }

    @Test
    void givenAState_whenItIsItsOwnSuccessorOrSucceededByNoState_thenRefused() {
        for (var successor : new String[] {"CSK", "EUE"}) {
            treaty().when(new TreatyCommand.RecordCessation(
                            Acts.TREATY, id("CSK"), id(successor), received("1992-12-31")))
                    .thenRefused(refusal -> {
                        assertThat(refusal.reason()).isEqualTo(Reason.NOT_ELIGIBLE);
                        assertThat(refusal.field()).isEqualTo("successor");
                    });
        }
        treaty().when(new TreatyCommand.RecordCessation(Acts.TREATY, id("CSK"), id("CZE"), received("1992-12-31")))
                .thenAccepted();
    }

    @Test
    void givenACodeOfAStateThatIsGone_whenItAccedes_thenAcceptedWithAQuestion() {
        assertThat(warnings(treaty().when(accede("CSK", "2001-05-01")).decision()))
                .contains("participant-no-longer-exists");
        assertThat(warnings(treaty().when(accede("CSK", "1991-05-01")).decision()))
                .doesNotContain("participant-no-longer-exists");
        assertThat(warnings(treaty().when(accede("CZE", "2001-05-01")).decision()))
                .doesNotContain("participant-no-longer-exists");
    }

    @Test
    void givenASignatureThatARatificationRestsOn_whenItIsGivenToAnotherState_thenTheLaterActIsNamed() {
        var treaty = treaty().given(sign("FRA", "1995-01-01"), ratify("FRA", "1996-01-01"));

        var moved =
                treaty.when(correct(1, sign("DEU", "1995-01-01"), "2000-01-01")).decision();

        assertThat(((Decision.Accepted) moved).warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("later-acts-on-record");
            assertThat(warning.sentence()).contains("France").contains("[2]");
        });
    }

    @Test
    void givenADeterminationWithAReason_whenItsDayLiesBeforeTheAdoptionOrTheConsent_thenRefused() {
        var treaty = treaty().given(accede("FRA", "1996-01-01"), accede("DEU", "1997-01-01"));

        treaty.when(recordEntry(null, "1989-12-31", "a published error", "2000-01-01"))
                .thenRefused(Reason.DATE_BEFORE_ADOPTION);
        treaty.when(recordEntry("DEU", "1996-12-31", "a published error", "2000-01-01"))
                .thenRefused(refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.ENTRY_INTO_FORCE_MISMATCH);
                    assertThat(refusal.citation()).hasToString("VCLT, art. 24(3)");
                });
        treaty.when(recordEntry("DEU", "1997-01-02", "a published error", "2000-01-01"))
                .thenAccepted();
    }
}
