/** Commands over HTTP: bodies parsed, outcomes and refusals answered. */
@NullMarked
package org.treatyledger.api.web;

import org.jspecify.annotations.NullMarked;
