@NullMarked
package io.throughline.core.rule.report;

import org.jspecify.annotations.NullMarked;
