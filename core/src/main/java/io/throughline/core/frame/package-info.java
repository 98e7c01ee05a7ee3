/** Which physical lines of a file make one message, before anyone reads the message itself. */
@NullMarked
package io.throughline.core.frame;

import org.jspecify.annotations.NullMarked;
