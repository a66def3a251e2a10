package org.treatyledger.core.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.LedgerEvent;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Entries as the exact bytes that the log keeps, hashes and hands out, and back. The bytes are canonical JSON (RFC
 * 8785): equal entries have equal bytes, and the bytes are the record (ADR 0003).
 */
public final class EntryCodec {

    /** The most bytes an entry may have. Source: C2SP tlog-tiles, entry bundles. */
    public static final int MOST_BYTES = 65_535;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    /** Microseconds always shown, so that equal instants have equal texts. */
    private static final DateTimeFormatter INSTANT =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    /** An entry that has more than {@value #MOST_BYTES} bytes. */
    public static final class EntryTooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EntryTooLarge(int bytes) {
            super("The entry would have " + bytes + " bytes; the log keeps at most " + MOST_BYTES + ".");
        }
    }

    /** Bytes that are not an entry. */
    public static final class MalformedEntry extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedEntry(String problem, Throwable cause) {
            super(problem, cause);
        }
    }

    private final Upcasters upcasters;

    /** Reads every revision there has been, and writes today's. */
    public EntryCodec() {
        this(Upcasters.TODAY);
    }

    EntryCodec(Upcasters upcasters) {
        this.upcasters = upcasters;
    }

    /**
     * An entry's bytes but for its position and its time, which are known only when it is its turn: the rest, which is
     * nearly all of the work, is done before.
     */
    public static final class Draft {

        private static final String POSITION = ",\"position\":";
        private static final String TIME = ",\"recordedAt\":\"";

        /** How the bytes go on after the position of a draft, which has the first position and the first time. */
        private static final byte[] FIRST =
                (POSITION + 0 + TIME + INSTANT.format(Instant.EPOCH)).getBytes(StandardCharsets.UTF_8);

        private final byte[] before;
        private final byte[] after;

        private Draft(byte[] first) {
            // No text holds this with quotes unescaped, and of the fields after an event none is an object.
            var place = first.length - FIRST.length;
            while (!Arrays.equals(first, place, place + FIRST.length, FIRST, 0, FIRST.length)) {
                place--;
            }
            this.before = Arrays.copyOf(first, place);
            this.after = Arrays.copyOfRange(first, place + FIRST.length, first.length);
        }

        /** The entry's bytes at its place; throws {@link EntryTooLarge} where there are too many. */
        public byte[] at(long position, Instant recordedAt) {
            var place = (POSITION + position + TIME + INSTANT.format(recordedAt)).getBytes(StandardCharsets.UTF_8);
            var bytes = new byte[before.length + place.length + after.length];
            if (bytes.length > MOST_BYTES) {
                throw new EntryTooLarge(bytes.length);
            }
            System.arraycopy(before, 0, bytes, 0, before.length);
            System.arraycopy(place, 0, bytes, before.length, place.length);
            System.arraycopy(after, 0, bytes, before.length + place.length, after.length);
            return bytes;
        }
    }

    /**
     * Drafts an entry, and makes sure that its bytes read back as it; throws {@link EntryTooLarge} where they are too
     * many at any place.
     */
    public Draft draft(String stream, long sequence, String commandId, Actor actor, LedgerEvent event) {
        var entry = new LedgerEntry(0, stream, sequence, commandId, actor, Instant.EPOCH, event);
        var draft = new Draft(encode(entry));
        if (!decode(draft.at(0, Instant.EPOCH)).equals(entry)) {
            throw new IllegalStateException("The bytes of an entry do not read back as it: " + entry);
        }
        return draft;
    }

    /** The fields of an event, under the contract's names. */
    public ObjectNode fields(LedgerEvent event) {
        return EventJson.write(event);
    }

    /** The entry's bytes; throws {@link EntryTooLarge} where there are too many. */
    public byte[] encode(LedgerEntry entry) {
        var type = EventType.of(entry.event());
        var json = JsonNodeFactory.instance.objectNode();
        json.put("position", entry.position());
        json.put("stream", entry.stream());
        json.put("sequence", entry.sequence());
        json.put("commandId", entry.commandId());
        json.putObject("actor")
                .put("id", entry.actor().id())
                .put("office", entry.actor().office());
        json.put("recordedAt", INSTANT.format(entry.recordedAt()));
        json.put("type", type.label());
        json.put("revision", upcasters.current(type));
        json.set("event", EventJson.write(entry.event()));
        var bytes = CanonicalJson.bytes(json);
        if (bytes.length > MOST_BYTES) {
            throw new EntryTooLarge(bytes.length);
        }
        return bytes;
    }

    /** The entry that the bytes hold; throws {@link MalformedEntry} where they hold none. */
    public LedgerEntry decode(byte[] bytes) {
        try {
            return decode(
                    new Fields(JSON.readTree(bytes), ""), ByteBuffer.wrap(bytes).asReadOnlyBuffer());
        } catch (MalformedJson | DateTimeException | JacksonException e) {
            throw new MalformedEntry("Not an entry: " + e.getMessage(), e);
        }
    }

    private LedgerEntry decode(Fields it, ByteBuffer bytes) {
        var actor = it.object("actor");
        var type = it.word("type", EventType::parse, "the event types");
        var revision = it.number("revision", 1, upcasters.current(type));
        var entry = new LedgerEntry(
                it.position("position"),
                it.text("stream"),
                it.position("sequence"),
                it.text("commandId"),
                new Actor(actor.text("id"), actor.text("office")),
                Instant.parse(it.text("recordedAt")),
                EventJson.read(type, today(type, revision, it.node("event")), "event"),
                bytes);
        actor.nothingElse();
        it.nothingElse();
        return entry;
    }

    private JsonNode today(EventType type, int revision, JsonNode event) {
        return event instanceof ObjectNode fields ? upcasters.upcast(type, revision, fields) : event;
    }

    /** The exact bytes of an entry: those that the log keeps where it was recorded, else those that it would keep. */
    public byte[] bytes(LedgerEntry entry) {
        var recorded = entry.recorded();
        if (recorded == null) {
            return encode(entry);
        }
        var bytes = new byte[recorded.remaining()];
        recorded.duplicate().get(bytes);
        return bytes;
    }

    /** The stable name of an event's type. */
    public String typeOf(LedgerEvent event) {
        return EventType.of(event).label();
    }

    /** The entry's bytes as a tree, for those who show them. */
    public JsonNode tree(byte[] bytes) {
        return JSON.readTree(bytes);
    }
}
