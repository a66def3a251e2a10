/**
 * How States carry a treaty out at home: the steps of their legislation, dated, sourced and contestable; one stream a
 * State and treaty.
 */
@NullMarked
package org.treatyledger.core.implementation;

import org.jspecify.annotations.NullMarked;
