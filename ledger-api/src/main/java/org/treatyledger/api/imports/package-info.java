/** Files of acts: read, decided row by row by the law that decides every act, and answered row by row. */
@NullMarked
package org.treatyledger.api.imports;

import org.jspecify.annotations.NullMarked;
