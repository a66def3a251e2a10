package org.treatyledger.core.log;

/** What became of an append. */
public sealed interface Appended {

    /** It is durable; the events stand at {@code [firstPosition, lastPosition]}. */
    record Recorded(long firstPosition, long lastPosition, long nextSequence) implements Appended {}

    /** Another command was quicker: the stream has moved on. Nothing was kept. */
    record StreamMoved(long nextSequence) implements Appended {}

    /** A command of that id has been recorded before. Nothing was kept. */
    record AlreadyRecorded(CommandReceipt receipt) implements Appended {}
}
