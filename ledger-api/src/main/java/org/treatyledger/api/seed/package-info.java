/** Real history, played in through the ordinary commands. */
@NullMarked
package org.treatyledger.api.seed;

import org.jspecify.annotations.NullMarked;
