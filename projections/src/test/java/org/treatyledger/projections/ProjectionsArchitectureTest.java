package org.treatyledger.projections;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.axonframework.queryhandling.QueryBus;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What in the projections may know what; a rule that cannot fail proves nothing, so each has its offender. */
class ProjectionsArchitectureTest {

    private static final JavaClasses PROJECTIONS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.treatyledger.projections");

    private static final Set<String> READINGS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.util.Date.<init>",
            "java.util.Locale.getDefault",
            "java.util.TimeZone.getDefault",
            "java.time.ZoneId.systemDefault");

    private static final DescribedPredicate<JavaCall<?>> ASKS_THE_MACHINE =
            DescribedPredicate.describe("ask the machine for the time, its zone or chance", call -> {
                var owner = call.getTargetOwner();
                var method = call.getTarget().getName();
                var isToldTheTime = call.getTarget().getRawParameterTypes().stream()
                        .anyMatch(type -> type.isEquivalentTo(Clock.class));
                var readsNow = owner.getPackageName().equals("java.time") && method.equals("now") && !isToldTheTime;
                var isAClock =
                        owner.isEquivalentTo(Clock.class) && (method.startsWith("system") || method.startsWith("tick"));
                return readsNow
                        || isAClock
                        || owner.isAssignableTo(RandomGenerator.class)
                        || READINGS.contains(owner.getName() + "." + method);
            });

    private static final ArchRule TIME_IS_AN_INPUT = noClasses()
            .that()
            .resideOutsideOfPackage("..projections.standalone..") // which makes the process's clock
            .should()
            .callCodeUnitWhere(ASKS_THE_MACHINE)
            .because("a projection is a pure function of the log; the day of a question comes from the injected Clock");

    private static final ArchRule AXON_STAYS_IN_FEED_AND_LIVE = noClasses()
            .that()
            .resideOutsideOfPackages("..projections.feed..", "..projections.live..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.axonframework..")
            .because("where entries come from and who is woken are the two things Axon does here: docs/adr/0001");

    private static final ArchRule SQL_STAYS_IN_THE_REGISTER = noClasses()
            .that()
            .resideOutsideOfPackage("..projections.register..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.springframework.jdbc..", "org.postgresql..")
            .because("rows, position and frontier change together, in one place");

    @Test
    void nothingHereAsksForTheTimeOrForChance() {
        TIME_IS_AN_INPUT.check(PROJECTIONS);
        assertThat(isBrokenBy(ReadsTheClock.class, TIME_IS_AN_INPUT)).isTrue();
        assertThat(isBrokenBy(ThrowsDice.class, TIME_IS_AN_INPUT)).isTrue();
        assertThat(isBrokenBy(IsToldTheTime.class, TIME_IS_AN_INPUT)).isFalse();
    }

    @Test
    void axonIsKnownToTheFeedAndTheLiveUpdatesAlone() {
        AXON_STAYS_IN_FEED_AND_LIVE.check(PROJECTIONS);
        assertThat(isBrokenBy(Offender.class, AXON_STAYS_IN_FEED_AND_LIVE)).isTrue();
    }

    @Test
    void sqlIsSpokenByTheRegisterAlone() {
        SQL_STAYS_IN_THE_REGISTER.check(PROJECTIONS);
        assertThat(isBrokenBy(Offender.class, SQL_STAYS_IN_THE_REGISTER)).isTrue();
    }

    @Test
    void theProjectionsDoNotKnowTheProgramThatRunsThem() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.treatyledger.api..")
                .because("a process of their own must be able to run them")
                .check(PROJECTIONS);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.treatyledger.projections.(*)..")
                .should()
                .beFreeOfCycles()
                .check(PROJECTIONS);
    }

    private static boolean isBrokenBy(Class<?> offender, ArchRule rule) {
        return rule.evaluate(new ClassFileImporter().importClasses(offender)).hasViolation();
    }

    interface ReadsTheClock {
        @SuppressWarnings("JavaTimeDefaultTimeZone") // the offence itself
        default LocalDate today() {
            return LocalDate.now();
        }
    }

    interface ThrowsDice {
        default UUID id() {
            return UUID.randomUUID();
        }
    }

    interface IsToldTheTime {
        default LocalDate today(Clock clock) {
            return LocalDate.now(clock);
        }
    }

    interface Offender {
        QueryBus axon();

        JdbcClient sql();
    }
}
