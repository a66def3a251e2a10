/** Reference data: who can appear in the register. Names and groups only; what changes law is in events. */
@NullMarked
package org.treatyledger.projections.reference;

import org.jspecify.annotations.NullMarked;
