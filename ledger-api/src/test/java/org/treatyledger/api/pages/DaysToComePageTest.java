package org.treatyledger.api.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treatyledger.api.RunningLedger;

/** The page on what lies ahead of a treaty, as it comes over the wire. */
class DaysToComePageTest {

    private static final String PAGE = "/treaties/rome-statute/calendar";

    private final RunningLedger ledger = RunningLedger.withRealHistory();

    private String page(String question) {
        var answer = ledger.get(PAGE + question);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().replaceAll("<[^>]+>", " ").replaceAll("\\s+", " ");
    }

    @Test
    void givenATreaty_whenItsDaysToComeAreOpened_thenWhatIsScheduledIsThereWithItsReasons() {
        assertThat(page(""))
                .contains("31 December 2031", "declaration art-124 of Ukraine")
                .contains("Evidence:", "calendar (.ics)");
        assertThat(ledger.get(PAGE).body()).contains("/api/v1/treaties/rome-statute/calendar.atom");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "?participant=EGY&date=2027-04-02 | If Egypt deposits on 2 April 2027 "
                        + "| ratification . On 1 July 2027 there would be 126 parties; without it, 125. "
                        + "| Deposited one day earlier, it would have entered into force 30 days earlier.",
                "?participant=India&date=2027-05-10 | If India deposits on 10 May 2027 | accession | 1 August 2027",
                "?participant=UKR&date=2027-05-10 | If Ukraine deposits | has already consented to be bound | What to do:",
                "?by=2027-12-01 | To be a party by 1 December 2027 | must be deposited by 1 October 2027 | on 1 January 2028",
                "?by=2001-01-01 | To be a party by 1 January 2001 | No day of deposit | in force from 1 July 2002 on only",
            })
    void givenAQuestionAboutDaysToCome_whenAsked_thenItIsAnsweredInWords(
            String question, String title, String answer, String reason) {
        assertThat(page(question)).contains(title, answer, reason);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "?participant=Atlantis&date=2027-01-01 | No participant is called “Atlantis”.",
                "?participant=EGY&date=soon            | That could not be answered",
                "?by=soon                              | That could not be answered",
            })
    void givenWhatCannotBeRead_whenAsked_thenThePageSaysSoAndKeepsWhatWasTyped(String question, String sentence) {
        var answer = ledger.get(PAGE + question);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains(sentence, "aria-invalid=\"true\"", "value=\"" + typed(question) + "\"");
    }

    private static String typed(String question) {
        return question.contains("by=") ? "soon" : question.contains("Atlantis") ? "Atlantis" : "EGY";
    }

    @Test
    void givenATreatyThatIsNotThere_whenItsDaysToComeAreOpened_thenNotFound() {
        assertThat(ledger.get("/treaties/atlantis/calendar").status()).isEqualTo(404);
    }
}
