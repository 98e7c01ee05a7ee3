/** The one schema's names (Elastic Common Schema, own fields under {@code throughline}) and how an event is written in it. */
@NullMarked
package io.throughline.core.schema;

import org.jspecify.annotations.NullMarked;
