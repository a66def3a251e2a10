package org.treatyledger.api.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treatyledger.api.RunningLedger;

/** The page on national implementation, as it comes over the wire. */
class ImplementationPageTest {

    private static final String PAGE = "/treaties/rome-statute/implementation";
    private static final Pattern ROW_HEADERS = Pattern.compile("<th scope=\"row\"");

    private final RunningLedger ledger = RunningLedger.withRealHistory();

    private static int rows(String html) {
        return (int) ROW_HEADERS.matcher(html).results().count();
    }

    @Test
    void givenTheRegister_whenThePageIsOpened_thenItIsARealTableWithSourcesAndConfidenceInWords() {
        var html = ledger.get(PAGE).body();

        assertThat(rows(html)).isEqualTo(62);
        assertThat(html)
                .contains("<th scope=\"col\" role=\"columnheader\">Criminal procedure</th>", "<caption")
                .contains("Bill 11484", "October 2024", "datetime=\"2024-10\"")
                .contains("According to Parliamentarians for Global Action", "ICC-ASP/23/22 para 34", "(sourced)")
                .contains("According to background knowledge", "(background, not verified)")
                .doesNotContain("source: background knowledge");
        assertThat(html).as("who has none").contains("<li>Albania</li>").doesNotContain("<li>Ukraine</li>");
    }

    @ParameterizedTest(name = "{0}: {1} rows")
    @CsvSource({
        "region=GRULAC,                   8",
        "region=GRULAC&status=none,       0",
        "status=law,                      62",
        "status=no-law,                   0",
        "status=contested,                0",
        "status=uncertain&on=2024-10-15,  1",
        "on=1999-12-31,                   1",
        "position=8,                      0",
        "known=2000-01-01,                0"
    })
    void givenAFilterOrAClock_whenItIsChosen_thenOnlyThoseStatesAreThere(String question, int rows) {
        var answer = ledger.get(PAGE + "?" + question);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(rows(answer.body())).isEqualTo(rows);
        assertThat(answer.body().contains("class=\"participation matrix\"")).isEqualTo(rows > 0);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"on=2023-02-30", "position=x", "status=rumour"})
    void givenAQuestionThatCannotBeRead_whenItIsAsked_thenThePageSaysSoAndShowsToday(String question) {
        var answer = ledger.get(PAGE + "?" + question);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("role=\"alert\"", "The page shows today instead.");
        assertThat(rows(answer.body())).isEqualTo(62);
    }

    @Test
    void givenATreatyWithoutImplementation_whenItsPageIsOpened_thenItSaysThatNothingIsOnRecord() {
        var empty = RunningLedger.empty();
        var treaty = "t-" + UUID.randomUUID();
        empty.register(treaty);

        assertThat(empty.get("/treaties/" + treaty + "/implementation").body()).contains("Nothing is on record");
        assertThat(empty.get("/treaties/atlantis/implementation").status()).isEqualTo(404);
    }

    @Test
    void givenTheTreatysPage_whenItIsOpened_thenItLeadsHere() {
        assertThat(ledger.get("/treaties/rome-statute").body()).contains("href=\"" + PAGE + "\"");
    }

    @ParameterizedTest(name = "{0} at {1} → {2}")
    @CsvSource({
        "reviewer,   /desk/implementation, 200",
        "depositary, /desk/implementation, 200",
        "auditor,    /desk/implementation, 403",
        "reviewer,   /desk,                302",
        "auditor,    /desk,                403",
        "'',         /desk/implementation, 302"
    })
    void givenARole_whenTheDeskIsOpened_thenReviewersHaveTheirOwn(String user, String path, int status)
            throws Exception {
        var client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        var none = HttpResponse.BodyHandlers.ofString();
        if (!user.isEmpty()) {
            var login = client.send(HttpRequest.newBuilder(ledger.uri("/login")).build(), none);
            var token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(login.body());
            assertThat(token.find()).isTrue();
            var form = "username=" + user + "&password=" + user + "&_csrf=" + token.group(1);
            client.send(
                    HttpRequest.newBuilder(ledger.uri("/login"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build(),
                    none);
        }
        assertThat(client.send(HttpRequest.newBuilder(ledger.uri(path)).build(), none)
                        .statusCode())
                .isEqualTo(status);
    }
}
