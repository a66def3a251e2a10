/**
 * What an auditor checks of a whole log (depositary-law.md, section 10): each invariant by a reckoning of its own, so that
 * the law and its check can disagree.
 */
@NullMarked
package org.treatyledger.core.audit;

import org.jspecify.annotations.NullMarked;
