/** What the detectors said. */
@NullMarked
package io.throughline.api.alerts;

import org.jspecify.annotations.NullMarked;
