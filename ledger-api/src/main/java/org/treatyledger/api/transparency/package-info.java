/** The log as the public sees it: its keys, signed checkpoints, tiles, proofs and receipts (contract, section 6). */
@NullMarked
package org.treatyledger.api.transparency;

import org.jspecify.annotations.NullMarked;
