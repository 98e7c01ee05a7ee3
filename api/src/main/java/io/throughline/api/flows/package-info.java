/** Requests on their way through the fleet. */
@NullMarked
package io.throughline.api.flows;

import org.jspecify.annotations.NullMarked;
