package org.treatyledger.projections.live;

import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.SimpleQueryUpdateEmitter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.treatyledger.projections.register.Register;

/** Axon's subscription queries, put together by hand (ADR 0001). */
@Configuration(proxyBeanMethods = false)
class LiveConfig {

    @Bean
    QueryUpdateEmitter queryUpdateEmitter() {
        return SimpleQueryUpdateEmitter.builder().build();
    }

    @Bean
    SimpleQueryBus queryBus(QueryUpdateEmitter emitter) {
        return SimpleQueryBus.builder().queryUpdateEmitter(emitter).build();
    }

    @Bean
    LiveUpdates liveUpdates(SimpleQueryBus queries, QueryUpdateEmitter emitter, Register register) {
        return new LiveUpdates(queries, emitter, register);
    }
}
