/** The words that everything shares: treaties, participants, means of consent, legal sources. */
@NullMarked
package org.treatyledger.core.vocabulary;

import org.jspecify.annotations.NullMarked;
