/** Senders as others wrote them, against the whole line, of which parts are killed meanwhile. */
@NullMarked
package io.throughline.standalone.senders;

import org.jspecify.annotations.NullMarked;
