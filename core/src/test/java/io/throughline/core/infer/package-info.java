@NullMarked
package io.throughline.core.infer;

import org.jspecify.annotations.NullMarked;
