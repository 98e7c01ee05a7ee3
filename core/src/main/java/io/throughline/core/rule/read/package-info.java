/** From a Sigma file to rules: attributes, detections, modifiers, conditions; what is wrong is said with file, line and column. */
@NullMarked
package io.throughline.core.rule.read;

import org.jspecify.annotations.NullMarked;
