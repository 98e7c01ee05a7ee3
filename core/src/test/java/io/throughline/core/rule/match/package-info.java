@NullMarked
package io.throughline.core.rule.match;

import org.jspecify.annotations.NullMarked;
