package org.treatyledger.api.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.treatyledger.api.RunningLedger;

/** A person at the desk, and another who watches the home page, in a real browser. */
@DisabledIfSystemProperty(named = "ledger.browser.skip", matches = "true", disabledReason = "no browser here")
@Timeout(120)
class DeskInABrowserTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static RunningLedger ledger;
    private static WebDriver browser;
    private static WebDriverWait soon;

    @BeforeAll
    static void start() {
        ledger = RunningLedger.start("rome-statute");
        browser = Browser.start();
        soon = new WebDriverWait(browser, SOON);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
        ledger.close();
    }

    @BeforeEach
    void asAStranger() {
        browser.manage().deleteAllCookies();
    }

    private static WebElement find(String id) {
        return soon.until(ExpectedConditions.visibilityOfElementLocated(By.id(id)));
    }

    private static void type(String id, String text) {
        var field = find(id);
        field.clear();
        field.sendKeys(text);
    }

    /** A date field takes what its locale shows; its value is always the ISO date. */
    private static void typeDate(String id, String day) {
        ((org.openqa.selenium.JavascriptExecutor) browser)
                .executeScript("arguments[0].value = arguments[1];", find(id), day);
    }

    @Test
    void givenSomebodyWatchesTheHomePage_whenADepositIsRecordedAtTheDesk_thenTheNumberChangesByItself() {
        browser.get(ledger.uri("/").toString());
        assertThat(find("count").getText()).isEqualTo("125");
        var home = browser.getWindowHandle();

        browser.switchTo().newWindow(WindowType.TAB);
        signInAtTheDesk();
        previewTheDepositOfHaiti();
        assertThat(browser.findElement(By.id("preview")).getText()).contains("1 April 2025");
        assertThat(ledger.ask("/api/v1/treaties/rome-statute/count")
                        .path("count")
                        .intValue())
                .as("a preview records nothing")
                .isEqualTo(125);
        find("record").click();
        soon.until(ExpectedConditions.textToBePresentInElementLocated(By.tagName("main"), "1 April 2025"));

        browser.switchTo().window(home);
        soon.until(ExpectedConditions.textToBe(By.id("count"), "126"));
        assertThat(ledger.ask("/api/v1/treaties/rome-statute/count")
                        .path("count")
                        .intValue())
                .isEqualTo(126);
    }

    private static void signInAtTheDesk() {
        signIn(RunningLedger.DEPOSITARY);
        find("deposit");
    }

    private static void signIn(String user) {
        browser.get(ledger.uri("/desk").toString());
        assertThat(browser.getCurrentUrl()).as("a stranger is asked to sign in").endsWith("/login");
        type("username", user);
        type("password", user);
        find("password").submit();
    }

    @Test
    void givenAReviewer_whenAStepIsRecordedAtTheDesk_thenItIsOnThePageAndTreatyActionsStayClosed() {
        browser.switchTo().newWindow(WindowType.TAB);
        signIn("reviewer");
        find("implementation");
        assertThat(browser.getCurrentUrl()).as("the desk that a reviewer has").endsWith("/desk/implementation");

        type("participant", "MLI");
        type("law", "Loi portant nouveau code pénal");
        type("date", "2024-12");
        type("source", "a gazette");
        type("assessor", "a reviewer");
        find("preview-button").click();
        assertThat(find("refusal").getText()).contains("none of the areas");
        browser.findElement(By.cssSelector("input[value='victims']")).click();
        find("preview-button").click();
        assertThat(find("preview").getText()).contains("Nothing follows from it in law");
        find("record").click();
        soon.until(ExpectedConditions.textToBePresentInElementLocated(By.tagName("main"), "December 2024"));

        browser.get(ledger.uri("/treaties/rome-statute/implementation?on=2024-12-15")
                .toString());
        assertThat(find("main").getText())
                .contains("Loi portant nouveau code pénal", "According to a reviewer; source: a gazette")
                .contains("perhaps only after the day you asked for");
    }

    private static void previewTheDepositOfHaiti() {
        type("participant", "HTI");
        browser.findElement(By.cssSelector("#treaty option[value='rome-statute']"))
                .click();
        browser.findElement(By.cssSelector("#means option[value='ratification']"))
                .click();
        typeDate("date", "2025-01-10");
        find("preview-button").click();
        find("preview");
    }

    @Test
    void givenTheDesk_whenTheLawRefusesADeposit_thenThePageSaysWhyAndKeepsWhatWasTyped() {
        browser.switchTo().newWindow(WindowType.TAB);
        signInAtTheDesk();
        type("participant", "SEN");
        typeDate("date", "2025-01-10");
        type("note", "a second instrument");
        find("preview-button").click();

        assertThat(find("refusal").getText()).contains("already consented");
        assertThat(find("participant").getDomProperty("value")).contains("SEN");
        assertThat(find("note").getDomProperty("value")).isEqualTo("a second instrument");
    }

    @Test
    void givenAPhone_whenThePagesAreOpened_thenNothingIsWiderThanTheScreen() {
        browser.switchTo().newWindow(WindowType.WINDOW);
        browser.manage().window().setSize(new org.openqa.selenium.Dimension(500, 900));
        for (var path : List.of(
                "/",
                "/treaties/rome-statute",
                "/treaties/rome-statute/implementation",
                "/treaties/rome-statute/calendar?participant=EGY",
                "/login")) {
            browser.get(ledger.uri(path).toString());
            find("main");
            var overflow = ((org.openqa.selenium.JavascriptExecutor) browser)
                    .executeScript(
                            "return document.documentElement.scrollWidth - document.documentElement.clientWidth;");
            assertThat(((Number) java.util.Objects.requireNonNull(overflow)).intValue())
                    .as(path)
                    .isZero();
        }
    }
}
