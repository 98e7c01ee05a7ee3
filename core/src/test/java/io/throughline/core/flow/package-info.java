@NullMarked
package io.throughline.core.flow;

import org.jspecify.annotations.NullMarked;
