/** Axon as a thin shell: buses, the repository and its lock, the log as event storage. No law lives here. */
@NullMarked
package org.treatyledger.api.axon;

import org.jspecify.annotations.NullMarked;
