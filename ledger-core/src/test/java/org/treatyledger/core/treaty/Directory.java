package org.treatyledger.core.treaty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.Participant;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Participants;

/** The directory of participants as the house ships it, for tests of every module. */
public final class Directory {

    /** Every row of {@code reference/participants.csv}. */
    public static final Participants PARTICIPANTS =
            read(Path.of("../ledger-core/src/main/resources/reference/participants.csv"));

    private Directory() {}

    private static Participants read(Path csv) {
        try {
            return Participants.of(Files.readAllLines(csv).stream()
                    .skip(1)
                    .map(Directory::cells)
                    .map(Directory::participant)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Participant participant(List<String> row) {
        var id = new ParticipantId(row.get(0));
        var kind = row.get(2);
        if (kind.equals("state")) {
            var continuedBy = orNull(row.get(4));
            return new Participant.State(
                    id,
                    row.get(1),
                    orNull(row.get(3)),
                    continuedBy == null ? null : new ParticipantId(continuedBy),
                    row.get(6).isEmpty() ? null : LocalDate.parse(row.get(6)));
        }
        return kind.equals("regional-organization")
                ? new Participant.RegionalOrganization(id, row.get(1))
                : new Participant.OtherEntity(id, row.get(1));
    }

    private static @Nullable String orNull(String cell) {
        return cell.isEmpty() ? null : cell;
    }

    /** The cells of one line of CSV (RFC 4180), without line breaks inside a cell. */
    public static List<String> cells(String line) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.length(); i++) {
            var c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
