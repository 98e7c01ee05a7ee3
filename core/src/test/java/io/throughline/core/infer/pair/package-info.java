/** Tests of pairing. */
@NullMarked
package io.throughline.core.infer.pair;

import org.jspecify.annotations.NullMarked;
