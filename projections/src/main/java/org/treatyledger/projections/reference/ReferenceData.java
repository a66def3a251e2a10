package org.treatyledger.projections.reference;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.comparison.Names;
import org.treatyledger.core.vocabulary.Participant;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Participants;

/** Reads the directory of participants and their other names that ship with the program. */
public final class ReferenceData {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    private ReferenceData() {}

    /** The directory; throws {@link IllegalStateException} where the file names an unknown kind of participant. */
    public static Participants participants() {
        return Participants.of(
                rows("participants.csv").stream()
                        .map(ReferenceData::participant)
                        .toList(),
                rows("former-names.csv").stream().map(ReferenceData::formerName).toList());
    }

    private static Participants.FormerName formerName(CSVRecord row) {
        return new Participants.FormerName(
                new ParticipantId(row.get("code")),
                row.get("name"),
                dayOrNull(row.get("from")),
                LocalDate.parse(row.get("until")));
    }

    private static @Nullable LocalDate dayOrNull(String text) {
        return text.isBlank() ? null : LocalDate.parse(text);
    }

    /** The names by which published tables call participants, besides those of the directory. */
    public static Names names(Participants directory) {
        return Names.of(directory, aliases());
    }

    static List<Names.Alias> aliases() {
        return rows("aliases.csv").stream()
                .map(row -> new Names.Alias(
                        row.get("name"),
                        new ParticipantId(row.get("code")),
                        row.get("use").equals("former")))
                .toList();
    }

    private static List<CSVRecord> rows(String file) {
        var stream = ReferenceData.class.getResourceAsStream("/reference/" + file);
        if (stream == null) {
            throw new IllegalStateException("The program was built without reference/" + file);
        }
        try (var reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
                var rows = FORMAT.parse(reader)) {
            return rows.getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Participant participant(CSVRecord row) {
        var id = new ParticipantId(row.get("code"));
        var name = row.get("name");
        var continuedBy = blankToNull(row.get("continued_by"));
        return switch (row.get("kind")) {
            case "state" ->
                new Participant.State(
                        id,
                        name,
                        blankToNull(row.get("region")),
                        continuedBy == null ? null : new ParticipantId(continuedBy),
                        dayOrNull(row.get("until")));
            case "regional-organization" -> new Participant.RegionalOrganization(id, name);
            case "other" -> new Participant.OtherEntity(id, name);
            default -> throw new IllegalStateException("Unknown kind of participant: " + row);
        };
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text;
    }
}
