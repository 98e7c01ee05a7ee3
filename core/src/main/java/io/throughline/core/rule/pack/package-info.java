/** Rules that come with the product: the risks of containers and clusters that one event shows. */
@NullMarked
package io.throughline.core.rule.pack;

import org.jspecify.annotations.NullMarked;
