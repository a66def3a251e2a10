/**
 * Compares a table that somebody published with what the ledger computes, row by row, and says with the arithmetic what
 * went wrong where the two differ. It judges dates by the treaty's own rules; it knows no particular mistake.
 */
@NullMarked
package org.treatyledger.core.comparison;

import org.jspecify.annotations.NullMarked;
