/** Final clauses as data: thresholds, date rules and exits, and the evaluator that finds a treaty's entry into force. */
@NullMarked
package org.treatyledger.core.rules;

import org.jspecify.annotations.NullMarked;
