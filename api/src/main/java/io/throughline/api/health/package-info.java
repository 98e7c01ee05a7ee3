/** Whether the API and what it needs are well. */
@NullMarked
package io.throughline.api.health;

import org.jspecify.annotations.NullMarked;
