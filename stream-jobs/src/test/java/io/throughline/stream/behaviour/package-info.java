/** What is usual, and what is not. */
@NullMarked
package io.throughline.stream.behaviour;

import org.jspecify.annotations.NullMarked;
