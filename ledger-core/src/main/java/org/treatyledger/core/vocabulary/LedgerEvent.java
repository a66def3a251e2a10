package org.treatyledger.core.vocabulary;

/**
 * A fact that the ledger records. A plain interface, because a sealed family cannot span packages outside a named
 * module; each implementation belongs to a sealed family of its own.
 */
public interface LedgerEvent {}
