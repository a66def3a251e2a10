package org.treatyledger.projections.web;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.vocabulary.Participants;
import org.treatyledger.projections.reference.ReferenceData;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.register.RegisterRows;

/** What answers are made with, in whichever process they are given. */
@Configuration(proxyBeanMethods = false)
class AnswersConfig {

    @Bean
    EntryCodec entryCodec() {
        return new EntryCodec();
    }

    @Bean
    Participants participants() {
        return ReferenceData.participants();
    }

    @Bean
    Questions questions(Register register, Clock clock) {
        return new Questions(register, clock);
    }

    @Bean
    Comparisons comparisons(Questions questions, Participants participants) {
        return new Comparisons(questions, participants, ReferenceData.names(participants));
    }

    @Bean
    Feeds feeds(RegisterRows rows) {
        return new Feeds(rows);
    }

    @Bean
    StatusRows statusRows(Participants participants, EntryCodec codec) {
        return new StatusRows(participants, codec);
    }

    @Bean
    ImplementationRows implementationRows(Register register, StatusRows rows) {
        return new ImplementationRows(register, rows);
    }

    @Bean
    EventRows eventRows(EntryCodec codec) {
        return new EventRows(codec);
    }
}
