@NullMarked
package io.throughline.core.rule;

import org.jspecify.annotations.NullMarked;
