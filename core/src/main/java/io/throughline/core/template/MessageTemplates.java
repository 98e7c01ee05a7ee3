package io.throughline.core.template;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives messages their templates. The answer depends on the message alone ({@link MessageMask}); what is remembered here only
 * saves the making of strings and hashes that were made before, so a table that is too small, or flooded by a sender whose every
 * line is new, costs time and changes nothing. One per thread.
 *
 * <p>A known template costs one pass over the message and no allocation.
 */
public final class MessageTemplates {
    /** Places for known templates, in sets of {@link #WAYS}; at 512 characters each they would hold 4 MB. */
    public static final int PLACES = 4096;

    private static final int WAYS = 4;
    private static final int SETS = PLACES / WAYS;
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private final MessageMask mask = new MessageMask();
    private final @Nullable Known[] places = new @Nullable Known[PLACES];
    private long made;
    private int next;

    private record Known(char[] chars, MessageTemplate template) {}

    /** The template of a message: of its first line, where it has several. */
    public MessageTemplate of(String message) {
        int length = mask.read(message);
        char[] text = mask.text();
        int set = set(text, length) * WAYS;
        for (int way = set; way < set + WAYS; way++) {
            Known known = places[way];
            if (known != null && Arrays.equals(known.chars, 0, known.chars.length, text, 0, length)) {
                return known.template;
            }
        }
        return make(Arrays.copyOf(text, length), set);
    }

    /** How often a template had to be made: far above {@link #PLACES}, more templates come than are remembered. */
    public long made() {
        return made;
    }

    private MessageTemplate make(char[] chars, int set) {
        MessageTemplate template = MessageTemplate.ofText(new String(chars));
        made++;
        int way = set;
        while (way < set + WAYS && places[way] != null) {
            way++;
        }
        places[way < set + WAYS ? way : set + (next++ & (WAYS - 1))] = new Known(chars, template);
        return template;
    }

    private static int set(char[] text, int length) {
        long hash = length;
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            long four = text[i] | (long) text[i + 1] << 16 | (long) text[i + 2] << 32 | (long) text[i + 3] << 48;
            hash = (hash ^ four) * MIX;
            hash ^= hash >>> 32;
        }
        for (; i < length; i++) {
            hash = (hash ^ text[i]) * MIX;
        }
        return (int) (hash >>> 40) & (SETS - 1);
    }
}
