/** Understands a raw record: from envelope and text, in whatever usual form, to an event of the one schema. */
@NullMarked
package io.throughline.core.parse;

import org.jspecify.annotations.NullMarked;
