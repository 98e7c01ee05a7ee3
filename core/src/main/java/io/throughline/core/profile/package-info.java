/** What is usual for the parameters of an endpoint, learned without their values: shapes, lengths, presence and order. */
@NullMarked
package io.throughline.core.profile;

import org.jspecify.annotations.NullMarked;
