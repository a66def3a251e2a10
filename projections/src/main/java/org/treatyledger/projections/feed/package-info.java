/** Where entries come from: in the ledger's own process, an Axon event processor. */
@NullMarked
package org.treatyledger.projections.feed;

import org.jspecify.annotations.NullMarked;
