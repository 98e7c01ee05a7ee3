/** Which service broke: what services do, learned as rates of outcomes, and what of it a window of time does not fit. Plain Java. */
@NullMarked
package io.throughline.core.health;

import org.jspecify.annotations.NullMarked;
