/** Entries, events and rules as canonical JSON bytes (RFC 8785). The only package that may use Jackson. */
@NullMarked
package org.treatyledger.core.codec;

import org.jspecify.annotations.NullMarked;
