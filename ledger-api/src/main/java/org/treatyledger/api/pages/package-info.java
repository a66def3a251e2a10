/** The pages: the register for people, rendered on the server, readable and usable without JavaScript. */
@NullMarked
package org.treatyledger.api.pages;

import org.jspecify.annotations.NullMarked;
