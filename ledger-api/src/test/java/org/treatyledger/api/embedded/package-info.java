/** Tests of the embedded database, with real processes that really die. */
@NullMarked
package org.treatyledger.api.embedded;

import org.jspecify.annotations.NullMarked;
