/** The tamper-evident tree over the log (RFC 9162): hashes, the naive tree as oracle, the frontier. JDK only. */
@NullMarked
package org.treatyledger.core.transparency;

import org.jspecify.annotations.NullMarked;
