/** What changes while somebody watches: subscription queries and the depositary's midnight. */
@NullMarked
package org.treatyledger.projections.live;

import org.jspecify.annotations.NullMarked;
