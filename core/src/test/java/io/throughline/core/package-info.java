/** Tests of what holds for the whole module. */
@NullMarked
package io.throughline.core;

import org.jspecify.annotations.NullMarked;
