/** Projections: rows, position and frontier in one transaction, rebuilt from the log at will. */
@NullMarked
package org.treatyledger.projections;

import org.jspecify.annotations.NullMarked;
