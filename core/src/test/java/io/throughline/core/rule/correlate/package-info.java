@NullMarked
package io.throughline.core.rule.correlate;

import org.jspecify.annotations.NullMarked;
