@NullMarked
package io.throughline.stream.infer;

import org.jspecify.annotations.NullMarked;
