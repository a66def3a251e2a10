package org.treatyledger.api.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.treatyledger.api.RunningLedger;

/** A published table compared by a stranger: in a browser without scripts, and at a terminal. */
@Timeout(120)
class CompareTest {

    private static final String PAGE = "/treaties/rome-statute/compare";
    private static final String WRONG = "State,Deposit,Entry into force\nGuatemala,2 April 2012,1 June 2012\n";
    private static final String RIGHT = "State,Deposit,Entry into force\nGuatemala,2 April 2012,1 July 2012\n";
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final RunningLedger ledger = RunningLedger.withRealHistory();

    /** Opens the page and sends its form as a browser does, the table pasted or as a file. */
    private HttpResponse<String> send(String field, String table) throws IOException, InterruptedException {
        try (var browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            var form = browser.send(HttpRequest.newBuilder(ledger.uri(PAGE)).build(), BodyHandlers.ofString());
            var token = TOKEN.matcher(form.body());
            assertThat(token.find()).isTrue();
            var body = part("_csrf", token.group(1)) + part(field, table) + part("columns", "") + part("on", "")
                    + part("excerpt", "true") + "--edge--\r\n";
            return browser.send(
                    HttpRequest.newBuilder(ledger.uri(PAGE))
                            .header("Content-Type", "multipart/form-data; boundary=edge")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static String part(String name, String value) {
        var file = name.equals("file") ? "; filename=\"t.csv\"\r\nContent-Type: text/csv" : "";
        return "--edge\r\nContent-Disposition: form-data; name=\"" + name + "\"" + file + "\r\n\r\n" + value + "\r\n";
    }

    @Test
    void givenATable_whenAStrangerPastesOrChoosesIt_thenThePageShowsTheArithmetic() throws Exception {
        for (var field : List.of("table", "file")) {
            var page = send(field, WRONG);

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains("1 discrepancy", "first of month forgotten", "60th day after is 1 June 2012");
        }
        assertThat(send("table", RIGHT).body())
                .as("the control")
                .contains("The table agrees with the register")
                .doesNotContain("class=\"finding\"");
    }

    @Test
    void givenNoTableOrAnUnreadableOne_whenSent_thenThePageSaysWhatToDoAndKeepsTheText() throws Exception {
        assertThat(send("table", "")).satisfies(page -> {
            assertThat(page.statusCode()).isEqualTo(400);
            assertThat(page.body()).contains("The table is empty", "What to do:");
        });
        assertThat(send("table", "Foo,Bar\n<b>,2\n")).satisfies(page -> {
            assertThat(page.statusCode()).isEqualTo(400);
            assertThat(page.body())
                    .contains("No column names the participant", "Foo,Bar", "&lt;b&gt;")
                    .doesNotContain("<b>,2");
        });
    }

    @Test
    void givenTheTreatysPage_whenRead_thenItLeadsHere() {
        assertThat(ledger.get("/treaties/rome-statute").body()).contains("href=\"" + PAGE + "\"");
        assertThat(ledger.get("/treaties/nothing/compare").status()).isEqualTo(404);
    }

    @Test
    void givenATerminal_whenATableIsCompared_thenTheExitCodeSaysHowItWent(@TempDir Path folder) throws Exception {
        var wrong = Files.writeString(folder.resolve("wrong.csv"), WRONG).toString();
        var right = Files.writeString(folder.resolve("right.csv"), RIGHT).toString();
        var other = Files.writeString(folder.resolve("other.csv"), "Wer,Ab wann\nGuatemala,2012-07-01\n")
                .toString();

        ends(dev(right, "excerpt=true"), 0, "1 of 1 rows agree");
        ends(dev(wrong, "excerpt=true"), 1, "60th day after is 1 June 2012");
        ends(dev(right), 1, "Not in the table (124)");
        ends(dev(other), 2, "No column names the participant");
        ends(dev(other, "excerpt=true", "columns=participant:Wer;entryIntoForce:Ab wann"), 0, "1 of 1 rows agree");
        ends(dev(folder.resolve("nowhere.csv").toString()), 2, "usage");
    }

    private static void ends(Ended how, int code, String words) {
        assertThat(how.words()).contains(words);
        assertThat(how.code()).as(how.words()).isEqualTo(code);
    }

    private record Ended(int code, String words) {}

    private Ended dev(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("../dev", "compare", "rome-statute"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LEDGER_URL", ledger.uri("").toString());
        var process = builder.start();
        var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), words);
    }
}
