package io.throughline.core.payload;

import org.jspecify.annotations.Nullable;

/** Recognises one kind of payload in a decoded text. Linear in the text; keeps nothing from one text to the next. */
interface Check {
    /** The {@link Traits} of which a text has to have one before it is worth looking at. */
    long needs();

    /** Null for a text that is none. */
    @Nullable
    Match look(Value value);
}
