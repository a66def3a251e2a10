/**
 * The PostgreSQL server that comes with the ledger: unpacked, guarded, stopped and recovered with the process that
 * needs it.
 */
@NullMarked
package org.treatyledger.api.embedded;

import org.jspecify.annotations.NullMarked;
