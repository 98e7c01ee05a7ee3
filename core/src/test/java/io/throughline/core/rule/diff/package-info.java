@NullMarked
package io.throughline.core.rule.diff;

import org.jspecify.annotations.NullMarked;
