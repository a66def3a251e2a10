/**
 * The auditor's own program: checks a log that it does not trust against a public key, offline or over HTTP. No
 * dependency beyond the JDK and the codec.
 */
@NullMarked
package org.treatyledger.core.verify;

import org.jspecify.annotations.NullMarked;
