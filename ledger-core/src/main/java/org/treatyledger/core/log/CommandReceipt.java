package org.treatyledger.core.log;

/**
 * What the log keeps of a recorded command, in the transaction that recorded it.
 *
 * @param digest what the command said, hashed, in hexadecimal
 * @param nextSequence the stream's version after it
 * @param answer what it was answered
 */
public record CommandReceipt(
        String commandId, String digest, long firstPosition, long lastPosition, long nextSequence, String answer) {}
