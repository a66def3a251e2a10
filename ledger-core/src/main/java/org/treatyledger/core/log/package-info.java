/** The port to the log: one append-only sequence of entries, numbered from 0 without gaps in commit order. */
@NullMarked
package org.treatyledger.core.log;

import org.jspecify.annotations.NullMarked;
