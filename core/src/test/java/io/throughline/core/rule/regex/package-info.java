@NullMarked
package io.throughline.core.rule.regex;

import org.jspecify.annotations.NullMarked;
