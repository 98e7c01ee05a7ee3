@NullMarked
package io.throughline.core.rule.read;

import org.jspecify.annotations.NullMarked;
