/** The projections as a process of their own, built from the log and the topic of a ledger elsewhere. */
@NullMarked
package org.treatyledger.projections.standalone;

import org.jspecify.annotations.NullMarked;
