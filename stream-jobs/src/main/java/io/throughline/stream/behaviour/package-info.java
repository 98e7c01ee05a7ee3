/**
 * How services, edges, endpoints and flows usually behave, and what is not so: behind what learns the paths and what joins the flows. Who asks, as
 * people and credentials, is another matter.
 */
@NullMarked
package io.throughline.stream.behaviour;

import org.jspecify.annotations.NullMarked;
