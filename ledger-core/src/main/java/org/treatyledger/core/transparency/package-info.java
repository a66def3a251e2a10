/**
 * The tamper-evident log (RFC 9162): the tree and its proofs, and the formats in which a log hands them out (C2SP
 * signed-note, tlog-checkpoint, tlog-tiles, tlog-proof). JDK only.
 */
@NullMarked
package org.treatyledger.core.transparency;

import org.jspecify.annotations.NullMarked;
