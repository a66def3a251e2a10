/** Copies of a ledger's home, and a ledger from such a copy: the operator's commands. */
@NullMarked
package org.treatyledger.api.backup;

import org.jspecify.annotations.NullMarked;
