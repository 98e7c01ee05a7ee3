/** What is known of containers and images as time goes on, and what is wrong with them. */
@NullMarked
package io.throughline.stream.inventory;

import org.jspecify.annotations.NullMarked;
