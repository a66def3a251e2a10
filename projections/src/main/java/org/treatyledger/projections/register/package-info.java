/** The register of acts as a projection, and the questions it answers for any three clocks. */
@NullMarked
package org.treatyledger.projections.register;

import org.jspecify.annotations.NullMarked;
