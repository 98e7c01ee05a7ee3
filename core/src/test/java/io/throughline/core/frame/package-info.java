@NullMarked
package io.throughline.core.frame;

import org.jspecify.annotations.NullMarked;
