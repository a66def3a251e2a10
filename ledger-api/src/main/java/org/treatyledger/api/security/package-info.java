/** Who may do what: closed by default, four roles, built-in users. */
@NullMarked
package org.treatyledger.api.security;

import org.jspecify.annotations.NullMarked;
