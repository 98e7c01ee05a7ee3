/** What must be true of this package's decoders, whatever they are fed. */
@NullMarked
package io.throughline.core.frame;

import org.jspecify.annotations.NullMarked;
