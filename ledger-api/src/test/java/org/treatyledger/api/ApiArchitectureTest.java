package org.treatyledger.api;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.treatyledger.api.log.LogUnavailable;
import org.treatyledger.core.treaty.Treaty;

/** What in the program may know what; a rule that cannot fail proves nothing, so each has its offender. */
class ApiArchitectureTest {

    private static final JavaClasses API = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.treatyledger.api");

    private static final ArchRule AXON_STAYS_IN_ITS_SHELL = noClasses()
            .that()
            .resideOutsideOfPackage("..api.axon..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.axonframework..")
            .because("Axon is a thin shell around the core: docs/adr/0001");

    private static final ArchRule SQL_STAYS_WITH_THE_LOG = noClasses()
            .that()
            .resideOutsideOfPackages("..api.log..", "..api.embedded..", "..api.imports..")
            .and(DescribedPredicate.not(belongToAnyOf(LedgerConfig.class)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.springframework.jdbc..", "org.postgresql..", "org.flywaydb..")
            .because(
                    "the log speaks SQL, and imports keep their jobs; the embedded database makes its role, the configuration its tables");

    private static final DescribedPredicate<JavaClass> LOG_BUT_FOR_ITS_EXCEPTION = resideInAPackage("..api.log..")
            .and(DescribedPredicate.not(belongToAnyOf(LogUnavailable.class)))
            .as("reside in the log, but for its exception");

    private static final ArchRule ONLY_THE_SHELL_DECIDES = noClasses()
            .that()
            .resideOutsideOfPackage("..api.axon..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Treaty.class)
            .because("every command takes the same way, through LedgerGateway, whoever sends it");

    @Test
    void axonIsKnownToItsShellAlone() {
        AXON_STAYS_IN_ITS_SHELL.check(API);
        assertThat(isBrokenBy(AXON_STAYS_IN_ITS_SHELL)).as("the control").isTrue();
    }

    @Test
    void sqlIsSpokenByTheLogAndTheEmbeddedDatabaseAlone() {
        SQL_STAYS_WITH_THE_LOG.check(API);
        assertThat(isBrokenBy(SQL_STAYS_WITH_THE_LOG)).as("the control").isTrue();
    }

    @Test
    void decisionsAreAskedOfTheCoreByTheShellAlone() {
        ONLY_THE_SHELL_DECIDES.check(API);
        assertThat(isBrokenBy(ONLY_THE_SHELL_DECIDES)).as("the control").isTrue();
    }

    @Test
    void theWebAndThePagesReachTheLogThroughTheGatewayOnly() {
        noClasses()
                .that()
                .resideInAnyPackage("..api.web..", "..api.pages..")
                .should()
                .dependOnClassesThat(LOG_BUT_FOR_ITS_EXCEPTION)
                .because("what is recorded goes through LedgerGateway, what is asked through the projections")
                .check(API);
        noClasses()
                .that()
                .resideInAnyPackage("..api.web..", "..api.pages..")
                .and(DescribedPredicate.not(simpleName("Problems").or(nameEndingWith("Problems"))))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(LogUnavailable.class)
                .because("one class of each face says what a database that is away means to those who ask")
                .check(API);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.treatyledger.api.(*)..")
                .should()
                .beFreeOfCycles()
                .check(API);
    }

    private static boolean isBrokenBy(ArchRule rule) {
        return rule.evaluate(new ClassFileImporter().importClasses(Offender.class))
                .hasViolation();
    }

    /** Knows all that its package must not know. */
    interface Offender {
        CommandBus axon();

        JdbcClient sql(DataSource database);

        Treaty law();
    }
}
