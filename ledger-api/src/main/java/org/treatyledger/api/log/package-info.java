/** The log in PostgreSQL. Nothing outside this package writes the schema {@code ledger}. */
@NullMarked
package org.treatyledger.api.log;

import org.jspecify.annotations.NullMarked;
