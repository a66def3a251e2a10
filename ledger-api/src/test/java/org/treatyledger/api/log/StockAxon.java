package org.treatyledger.api.log;

import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.ChainingConverter;
import org.axonframework.serialization.Converter;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The peer that ours is measured against: Axon's own engine on JDBC, as it comes, with a connection that commits each
 * statement by itself, which is its fastest form. The payload is bytes already.
 */
@NullUnmarked
final class StockAxon {

    private final byte[] payload;
    private final JdbcEventStorageEngine engine;

    StockAxon(DataSource database, byte[] payload) {
        this.payload = payload;
        var jdbc = new JdbcTemplate(database);
        jdbc.execute("drop table if exists DomainEventEntry");
        jdbc.execute("drop table if exists SnapshotEventEntry");
        this.engine = JdbcEventStorageEngine.builder()
                .connectionProvider(database::getConnection)
                .transactionManager(NoTransactionManager.INSTANCE)
                .eventSerializer(new Bytes())
                .snapshotSerializer(new Bytes())
                .build();
        engine.createSchema(PostgresEventTableFactory.INSTANCE);
    }

    void append(String stream, long sequence) {
        engine.appendEvents(List.of(
                new GenericDomainEventMessage<>("treaty", stream, sequence, payload, MetaData.emptyInstance())));
    }

    /** Bytes as they are, anything else as an empty object. */
    private static final class Bytes implements Serializer {

        private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

        private final Converter converter = new ChainingConverter();

        @Override
        public <T> SerializedObject<T> serialize(Object object, Class<T> representation) {
            var bytes = object instanceof byte[] already ? already : NOTHING;
            return new SimpleSerializedObject<>(
                    representation.cast(bytes), representation, typeForClass(object.getClass()));
        }

        @Override
        public <T> boolean canSerializeTo(Class<T> representation) {
            return representation == byte[].class;
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // as the interface has it
        public <S, T> T deserialize(SerializedObject<S> object) {
            throw new UnsupportedOperationException("Nothing is read here");
        }

        @Override
        public Class<?> classForType(SerializedType type) {
            return byte[].class;
        }

        @Override
        @SuppressWarnings("rawtypes") // as the interface has it
        public SerializedType typeForClass(Class type) {
            return new SimpleSerializedType("announcement-noted", "1");
        }

        @Override
        public Converter getConverter() {
            return converter;
        }
    }
}
