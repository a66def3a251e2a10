/** The treaty aggregate: commands, events, the register of acts, the decisions of the law, and the status that follows. */
@NullMarked
package org.treatyledger.core.treaty;

import org.jspecify.annotations.NullMarked;
