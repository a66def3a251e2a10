/** What is measured, by name (docs/operations.md). */
@NullMarked
package org.treatyledger.api.metrics;

import org.jspecify.annotations.NullMarked;
