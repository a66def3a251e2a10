package org.treatyledger.core.log;

import java.util.List;
import java.util.Optional;

/**
 * The log as everyone else sees it: append at an expected version, read by position or by stream. Positions are gapless
 * from 0 in the order of commits; whoever has seen one has seen all before it.
 *
 * <p>A failure of the machine is an exception; a conflict is an answer.
 */
public interface EventLog {

    /** Records the events durably before it returns, or says why nothing was kept. */
    Appended append(Append request);

    /** Up to {@code limit} entries from a position on, in order; empty at the end of the log. */
    List<LedgerEntry> read(long fromPosition, int limit);

    /** A stream's entries from a sequence on, in order. */
    List<LedgerEntry> readStream(String stream, long fromSequence);

    /** The receipt of a recorded command, or none. */
    Optional<CommandReceipt> receipt(String commandId);

    /** The size, root and time of the log. */
    LogHead head();
}
