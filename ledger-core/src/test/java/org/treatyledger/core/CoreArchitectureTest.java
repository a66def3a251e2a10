package org.treatyledger.core;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What must never import what, as far as the core is concerned: house.md, section 3. */
class CoreArchitectureTest {

    private static final String CORE = "org.treatyledger.core.";

    /** This module's classes and nobody else's, also where other modules' tests run this from the test-jar. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.treatyledger.core");

    private static final Set<String> CLOCK = Set.of("now", "systemDefault", "systemUTC", "systemDefaultZone");

    private static final DescribedPredicate<JavaCall<?>> ASKS_THE_SURROUNDINGS =
            describe("ask for the time, a random value, or the machine's zone or locale", call -> {
                var owner = call.getTargetOwner();
                var name = call.getTarget().getName();
                return (owner.getPackageName().equals("java.time") && CLOCK.contains(name))
                        || (owner.isEquivalentTo(System.class)
                                && Set.of("currentTimeMillis", "nanoTime").contains(name))
                        || (owner.isEquivalentTo(UUID.class) && name.equals("randomUUID"))
                        || (owner.isEquivalentTo(Math.class) && name.equals("random"))
                        || owner.isAssignableTo(RandomGenerator.class)
                        || owner.getPackageName().equals("java.util.random")
                        || (owner.isEquivalentTo(Locale.class) && name.equals("getDefault"))
                        || (owner.isEquivalentTo(TimeZone.class) && name.equals("getDefault"));
            });

    private static final ArchRule NOBODY_ASKS_THE_SURROUNDINGS = noClasses()
            .should()
            .callMethodWhere(ASKS_THE_SURROUNDINGS.forSubtype())
            .because("time and actor are inputs: see Circumstances");

    /** The auditor's program speaks to a terminal; nothing else does. */
    private static final ArchRule NOBODY_LOGS = noClasses()
            .that()
            .doNotHaveSimpleName("VerifyLog")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("org.slf4j..", "java.util.logging..", "org.apache..", "ch.qos.logback.."))
            .orShould()
            .dependOnClassesThat(
                    describe("are System.Logger", type -> type.getName().startsWith("java.lang.System$")))
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    private static ArchRule onlyUses(String user, String... used) {
        var packages = new String[used.length + 3];
        for (var i = 0; i < used.length; i++) {
            packages[i] = CORE + used[i] + "..";
        }
        packages[used.length] = CORE + user + "..";
        packages[used.length + 1] = "java..";
        packages[used.length + 2] = "org.jspecify..";
        return classes()
                .that(resideInAPackage(CORE + user + ".."))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(packages));
    }

    @Test
    void givenTheCore_whenImported_thenItsClassesAreThere() {
        assertThat(CLASSES.size()).isGreaterThan(80);
        assertThat(CLASSES).noneMatch(type -> type.getName().endsWith("Test"));
    }

    @ParameterizedTest(name = "{0} uses {1} and the JDK")
    @CsvSource({
        "vocabulary,   ''",
        "rules,        vocabulary",
        "treaty,       vocabulary rules",
        "implementation, vocabulary rules treaty",
        "transparency, ''",
        "comparison,   vocabulary rules treaty",
        "log,          vocabulary rules treaty transparency",
        "audit,        vocabulary rules treaty log transparency",
        "verify,       vocabulary rules treaty log transparency codec",
    })
    void givenAPackage_whenItsImportsAreRead_thenTheyPointOneWayAndToNoFramework(String user, String used) {
        onlyUses(user, used.isEmpty() ? new String[0] : used.split(" ")).check(CLASSES);
    }

    @Test
    void givenThePackages_whenOneUsesAnother_thenThereIsNoCycle() {
        slices().matching("org.treatyledger.core.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void givenJackson_whenItsUsersAreAsked_thenTheyAreAllInTheCodec() {
        onlyTheCodecUsesJackson().check(CLASSES);
    }

    private static ArchRule onlyTheCodecUsesJackson() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(CORE + "codec..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("tools.jackson..", "com.fasterxml.."));
    }

    @Test
    void givenTheCore_whenItsDependenciesAreRead_thenNoFrameworkIsAmongThem() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.springframework..",
                        "org.axonframework..",
                        "org.apache.kafka..",
                        "java.sql..",
                        "javax.sql.."))
                .check(CLASSES);
    }

    @Test
    void nothingInTheCoreAsksForTheTime() {
        NOBODY_ASKS_THE_SURROUNDINGS.check(CLASSES);
    }

    @Test
    void nobodyInTheCoreLogs() {
        NOBODY_LOGS.check(CLASSES);
    }

    /** Each does one thing that the core must not: a rule that lets one of them pass keeps nothing. */
    static final class Controls {

        private Controls() {}

        static final class ReadsTheClock {
            Object it = Instant.now();
        }

        static final class ReadsTheDate {
            Object it = LocalDate.now(ZoneId.of("UTC"));
        }

        static final class ReadsTheZone {
            Object it = ZoneId.systemDefault();
        }

        static final class ReadsTheLocale {
            Object it = Locale.getDefault();
        }

        static final class CountsNanoseconds {
            Object it = System.nanoTime();
        }

        static final class ThrowsDice {
            Object it = RandomGenerator.getDefault();
        }

        static final class DrawsAnId {
            Object it = UUID.randomUUID();
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Controls.ReadsTheClock.class,
                Controls.ReadsTheDate.class,
                Controls.ReadsTheZone.class,
                Controls.ReadsTheLocale.class,
                Controls.CountsNanoseconds.class,
                Controls.ThrowsDice.class,
                Controls.DrawsAnId.class
            })
    void givenAClassThatAsksItsSurroundings_whenChecked_thenTheRuleSeesIt(Class<?> control) {
        assertThat(NOBODY_ASKS_THE_SURROUNDINGS
                        .evaluate(new ClassFileImporter().importClasses(control))
                        .hasViolation())
                .isTrue();
    }

    /** Prints, and knows Jackson. */
    static final class Chatters {

        private Chatters() {}

        static void say(JsonNode it) {
            System.err.println(it);
        }
    }

    @Test
    void givenAClassThatPrintsOrKnowsJackson_whenChecked_thenTheRulesSeeIt() {
        var chatters = new ClassFileImporter().importClasses(Chatters.class);
        assertThat(NOBODY_LOGS.evaluate(chatters).hasViolation()).isTrue();
        assertThat(onlyTheCodecUsesJackson().evaluate(chatters).hasViolation()).isTrue();
    }
}
