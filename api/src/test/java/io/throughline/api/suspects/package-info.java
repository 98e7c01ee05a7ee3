/** Tests of who may have broken. */
@NullMarked
package io.throughline.api.suspects;

import org.jspecify.annotations.NullMarked;
