@NullMarked
package io.throughline.core.schema;

import org.jspecify.annotations.NullMarked;
