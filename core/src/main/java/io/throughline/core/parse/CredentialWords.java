package io.throughline.core.parse;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which words for credentials the data of a config map has in its keys or values, told by the words alone: what a config map holds is
 * never kept. The words are those that Falco's rule for Kubernetes audit events looks for, and a private key's first line.
 */
final class CredentialWords {
    private static final String DATA = "requestObject.data.";
    private static final List<String> WORDS = List.of(
            "aws_access_key_id",
            "aws-access-key-id",
            "aws_s3_access_key_id",
            "aws-s3-access-key-id",
            "aws_secret_access_key",
            "password",
            "passphrase",
            "private key-----");

    private CredentialWords() {}

    /** In alphabetical order; the case of letters does not count. */
    static Set<String> in(JsonValues values) {
        Set<String> found = new TreeSet<>();
        for (Map.Entry<String, String> value : values.all().entrySet()) {
            if (value.getKey().startsWith(DATA)) {
                String key = value.getKey().substring(DATA.length()).toLowerCase(Locale.ROOT);
                String text = value.getValue().toLowerCase(Locale.ROOT);
                for (String word : WORDS) {
                    if (key.contains(word) || text.contains(word)) {
                        found.add(word);
                    }
                }
            }
        }
        return found;
    }
}
