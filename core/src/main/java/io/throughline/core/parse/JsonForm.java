package io.throughline.core.parse;

import io.throughline.core.model.Origin;
import java.io.IOException;

/** Reads a JSON record that has the members of a known form. */
interface JsonForm {
    /** False where it is not of the form after all. The draft is empty before; what is in it then does not matter. */
    boolean read(JsonValues values, Draft draft, String text, Origin source) throws IOException;

    /** False for a form that goes through its text itself, since it may be longer than all of its values can be kept. */
    default boolean readsValues() {
        return true;
    }
}
