/** Log events into flows, and the calls between services that flows prove. */
@NullMarked
package io.throughline.stream.correlate;

import org.jspecify.annotations.NullMarked;
