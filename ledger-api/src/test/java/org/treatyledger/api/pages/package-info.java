/** What the pages compute before a template writes it down. */
@NullMarked
package org.treatyledger.api.pages;

import org.jspecify.annotations.NullMarked;
