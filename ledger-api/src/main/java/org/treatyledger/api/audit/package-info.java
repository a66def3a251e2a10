/** The audit of the running ledger: its log against the law's invariants, against its tree and against its register. */
@NullMarked
package org.treatyledger.api.audit;

import org.jspecify.annotations.NullMarked;
