/** Detections as files: what a Sigma rule says, once it has been read, in the field names of this product. */
@NullMarked
package io.throughline.core.rule;

import org.jspecify.annotations.NullMarked;
