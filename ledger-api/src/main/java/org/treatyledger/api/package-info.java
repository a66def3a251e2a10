/** The ledger as a program: its settings, its database, its parts put together. */
@NullMarked
package org.treatyledger.api;

import org.jspecify.annotations.NullMarked;
