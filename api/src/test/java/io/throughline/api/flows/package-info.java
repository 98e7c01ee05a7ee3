/** Tests of traffic flows. */
@NullMarked
package io.throughline.api.flows;

import org.jspecify.annotations.NullMarked;
