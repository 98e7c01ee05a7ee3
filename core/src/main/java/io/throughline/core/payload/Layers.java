package io.throughline.core.payload;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts that a value may be once it is decoded: what the server sees, and what the next program sees that decodes it again. In depth, in
 * number and in length there is a limit; {@link #cut} tells of one that was reached.
 */
final class Layers {
    /** Encodings one within the other. */
    private static final int MAX_ROUNDS = 5;

    private static final int MAX_TEXTS = 12;

    private final List<String> texts = new ArrayList<>();
    private boolean cut;

    /**
     * The different texts, the value as the server sees it first.
     *
     * @param encoded whether the value is percent-encoded as it came
     * @param plus whether it is of a form, where a plus is a blank
     */
    List<String> of(String value, boolean encoded, boolean plus) {
        texts.clear();
        cut = false;
        texts.add(encoded ? Decoders.url(value, plus) : value);
        int done = 0;
        for (int round = 0; round < MAX_ROUNDS && done < texts.size(); round++) {
            int until = texts.size();
            for (; done < until; done++) {
                decode(texts.get(done));
            }
        }
        cut |= done < texts.size();
        return texts;
    }

    /** Whether the last value may have had more layers than were looked at. */
    boolean cut() {
        return cut;
    }

    private void decode(String text) {
        add(Decoders.url(text, false));
        String marked = Decoders.html(text);
        add(marked);
        add(Decoders.script(marked, false));
        add(Decoders.script(text, true));
        add(Decoders.utf7(text));
        add(Decoders.folded(text));
        add(Decoders.base64(text));
        if (text.indexOf('+') >= 0 && (text.indexOf('%') >= 0 || text.indexOf(' ') < 0)) {
            add(Decoders.url(text, true));
        }
    }

    private void add(@Nullable String text) {
        if (text == null || texts.contains(text)) {
            return;
        }
        if (texts.size() < MAX_TEXTS) {
            texts.add(text);
        } else {
            cut = true;
        }
    }
}
