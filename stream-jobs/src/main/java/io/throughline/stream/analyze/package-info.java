/** The job graph over bounded files: no server, sorted results, the same bytes for the same input. */
@NullMarked
package io.throughline.stream.analyze;

import org.jspecify.annotations.NullMarked;
