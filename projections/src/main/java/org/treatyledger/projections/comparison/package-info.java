/** Reads tables that others published, whatever their columns are called and however they write a day. */
@NullMarked
package org.treatyledger.projections.comparison;

import org.jspecify.annotations.NullMarked;
