/** Which services may have broken in a window of time. */
@NullMarked
package io.throughline.api.suspects;

import org.jspecify.annotations.NullMarked;
