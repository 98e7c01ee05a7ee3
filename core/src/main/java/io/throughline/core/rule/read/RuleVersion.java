package io.throughline.core.rule.read;

import io.throughline.core.rule.yaml.YamlNode;
import io.throughline.core.wire.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Tells one state of a rule from another. Comments, quotes, indentation and samples make no other; everything else does. */
final class RuleVersion {
    private static final int BYTES = 8;

    private RuleVersion() {}

    static String of(YamlNode.Mapping rule) {
        MessageDigest digest = Sha256.newDigest();
        for (YamlNode.Pair pair : rule.pairs()) {
            if (!pair.key().text().equals(SamplesReader.ATTRIBUTE)) {
                add(pair.key(), digest);
                add(pair.value(), digest);
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    /** Each part with what it is and how long it is, so that no two trees read alike. */
    private static void add(YamlNode node, MessageDigest digest) {
        switch (node) {
            case YamlNode.Scalar scalar -> {
                byte[] text = scalar.text().getBytes(StandardCharsets.UTF_8);
                head(digest, scalar.kind().name(), text.length);
                digest.update(text);
            }
            case YamlNode.Sequence list -> {
                head(digest, "LIST", list.items().size());
                list.items().forEach(item -> add(item, digest));
            }
            case YamlNode.Mapping map -> {
                head(digest, "MAP", map.pairs().size());
                map.pairs().forEach(pair -> {
                    add(pair.key(), digest);
                    add(pair.value(), digest);
                });
            }
        }
    }

    private static void head(MessageDigest digest, String what, int size) {
        digest.update((what + ' ' + size + '\n').getBytes(StandardCharsets.US_ASCII));
    }
}
