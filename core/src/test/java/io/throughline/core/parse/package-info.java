@NullMarked
package io.throughline.core.parse;

import org.jspecify.annotations.NullMarked;
