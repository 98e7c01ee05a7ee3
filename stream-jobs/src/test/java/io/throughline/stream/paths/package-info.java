/** Tests of learned paths. */
@NullMarked
package io.throughline.stream.paths;

import org.jspecify.annotations.NullMarked;
