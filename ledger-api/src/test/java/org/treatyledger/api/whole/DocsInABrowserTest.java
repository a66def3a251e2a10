package org.treatyledger.api.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.openqa.selenium.By;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.treatyledger.api.RunningLedger;

/** The description of the interface, read in a real browser under the page's own policy. */
@DisabledIfSystemProperty(named = "ledger.browser.skip", matches = "true", disabledReason = "no browser here")
@Timeout(120)
class DocsInABrowserTest {

    @Test
    void givenTheDescription_whenItIsOpenedInABrowser_thenEveryOperationIsListedAndOneCanBeTriedOut() {
        var ledger = RunningLedger.withRealHistory();
        var browser = Browser.start();
        try {
            var soon = new WebDriverWait(browser, Duration.ofSeconds(20));
            browser.get(ledger.uri("/api/docs").toString());
            var operations = ledger.ask("/api/v1/openapi.json")
                    .path("paths")
                    .valueStream()
                    .mapToInt(path -> path.size())
                    .sum();
            soon.until(ExpectedConditions.numberOfElementsToBe(By.cssSelector("#interface .opblock"), operations));

            var count = soon.until(ExpectedConditions.elementToBeClickable(
                    By.cssSelector("#operations-Asking-count .opblock-summary-control")));
            count.click();
            soon.until(ExpectedConditions.elementToBeClickable(
                            By.cssSelector("#operations-Asking-count .try-out__btn")))
                    .click();
            soon.until(ExpectedConditions.elementToBeClickable(By.cssSelector("#operations-Asking-count .execute")))
                    .click();
            soon.until(ExpectedConditions.textToBePresentInElementLocated(
                    By.cssSelector("#operations-Asking-count .live-responses-table"), "\"basis\": \"in-force\""));

            assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                    .filteredOn(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                    .isEmpty();
        } finally {
            browser.quit();
        }
    }
}
