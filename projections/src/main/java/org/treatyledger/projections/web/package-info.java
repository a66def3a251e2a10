/** The questions over HTTP (contract, section 5), and the stream of answers. */
@NullMarked
package org.treatyledger.projections.web;

import org.jspecify.annotations.NullMarked;
