/** Traces from a request to the screens of those who listen (OpenTelemetry), where somebody collects them. */
@NullMarked
package org.treatyledger.api.traces;

import org.jspecify.annotations.NullMarked;
