package io.throughline.core.mask;

import io.throughline.core.config.Settings;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is masked before a record leaves its host, and once more before it is indexed.
 *
 * @param secrets {@code mask.secrets} (default true): whether secrets, cards and bank accounts are masked
 * @param emails {@code mask.emails} (default false): whether e-mail addresses are
 * @param nationalIds {@code mask.national-ids} (default false): whether national ids are that have a checksum
 * @param keys {@code mask.keys}: further names whose values are secrets, separated by commas
 * @param keep {@code mask.keep}: names of shapes that are left as they are, separated by commas
 * @param digestKey {@code mask.digest-key}: with it a mask carries eight digits of the secret's keyed digest, so that one secret in
 *     two places is seen to be one
 */
public record MaskConfig(
        boolean secrets,
        boolean emails,
        boolean nationalIds,
        Set<String> keys,
        Set<String> keep,
        @Nullable String digestKey)
        implements Serializable {
    public static final MaskConfig DEFAULTS = new MaskConfig(true, false, false, Set.of(), Set.of(), null);

    private static final int SHORTEST_KEY = 3;
    private static final int LONGEST_KEY = 32;
    private static final int SHORTEST_DIGEST_KEY = 16;
    private static final int MAX_KEYS = 256;

    public MaskConfig {
        keys = Set.copyOf(keys);
        keep = Set.copyOf(keep);
    }

    /** Nothing is masked. */
    public static MaskConfig off() {
        return new MaskConfig(false, false, false, Set.of(), Set.of(), null);
    }

    public static MaskConfig from(Settings settings) {
        String digestKey = settings.optional("mask.digest-key");
        if (digestKey != null && digestKey.length() < SHORTEST_DIGEST_KEY) {
            // Without the text: it is a secret.
            settings.problem("mask.digest-key", "must have at least " + SHORTEST_DIGEST_KEY + " characters");
            digestKey = null;
        }
        return new MaskConfig(
                settings.flag("mask.secrets", true),
                settings.flag("mask.emails", false),
                settings.flag("mask.national-ids", false),
                keys(settings),
                keep(settings),
                digestKey);
    }

    private static Set<String> keys(Settings settings) {
        Set<String> keys = list(settings, "mask.keys");
        boolean valid = keys.stream()
                .allMatch(key -> key.length() >= SHORTEST_KEY
                        && key.length() <= LONGEST_KEY
                        && key.chars().allMatch(c -> c < 128 && Chars.in(Chars.DOTTED, (byte) c))
                        && Chars.in(Chars.ALNUM, (byte) key.charAt(key.length() - 1)));
        if (!valid || keys.size() > MAX_KEYS) {
            settings.problem(
                    "mask.keys",
                    "must be at most " + MAX_KEYS + " names of " + SHORTEST_KEY + " to " + LONGEST_KEY
                            + " letters, digits, hyphens, underscores and points, separated by commas");
            return Set.of();
        }
        return keys;
    }

    private static Set<String> keep(Settings settings) {
        Set<String> keep = list(settings, "mask.keep");
        List<String> known = Shapes.NAMES;
        for (String name : keep) {
            if (!known.contains(name)) {
                settings.problem("mask.keep", "must name shapes, not '" + name + "'");
                return Set.of();
            }
        }
        return keep;
    }

    private static Set<String> list(Settings settings, String key) {
        Set<String> names = new TreeSet<>();
        String text = settings.optional(key);
        if (text != null) {
            Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .forEach(names::add);
        }
        return names;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "mask" + (secrets ? " secrets" : "") + (emails ? " e-mail addresses" : "")
                + (nationalIds ? " national ids" : "") + (digestKey == null ? "" : ", with digests");
    }
}
