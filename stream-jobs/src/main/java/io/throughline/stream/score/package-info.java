/** Scores alerts, puts those of one cause together, and adds up what they say of an entity. */
@NullMarked
package io.throughline.stream.score;

import org.jspecify.annotations.NullMarked;
