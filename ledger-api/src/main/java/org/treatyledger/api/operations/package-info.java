/** What who runs the ledger looks after: its projections, and building them anew. */
@NullMarked
package org.treatyledger.api.operations;

import org.jspecify.annotations.NullMarked;
