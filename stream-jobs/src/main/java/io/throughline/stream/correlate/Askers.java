package io.throughline.stream.correlate;

import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.schema.EcsFields;
import io.throughline.stream.correlate.Asker.Login;
import io.throughline.stream.correlate.Asker.Told;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from the record of a request who asked. Not safe for use by several threads. */
final class Askers {
    /** Names under which loggers have what lets somebody in, or an id of it. */
    private static final Set<String> CREDENTIALS = Set.of(
            "session.id",
            "session_id",
            "sessionid",
            "user.session.id",
            "http.session.id",
            "token.id",
            "token_id",
            "tokenid",
            "jti",
            "api_key.id",
            "apikey.id",
            "api_key_id",
            "key_id",
            "tls.client.hash.sha256",
            "aws.cloudtrail.user_identity.access_key_id",
            "kubernetes.audit.user.extra.authentication.kubernetes.io/credential-id");

    /** ECS has {@code user.roles} and {@code user.group.name}. */
    private static final List<String> ROLES = List.of(
            "user.roles",
            "user.role",
            "roles",
            "role",
            "user.group.name",
            "user.group.id",
            "kubernetes.audit.user.groups");

    private static final Set<String> PAGES = Set.of(
            "page", "p", "pageno", "page_no", "pagenumber", "page_number", "pageindex", "offset", "start", "skip");

    private static final String MASKED = "[masked:";
    private static final int DIGEST_DIGITS = 8;
    private static final long NONE = -1;

    private final CredentialDigest digest;

    Askers(CredentialDigest digest) {
        this.digest = digest;
    }

    /** Null where the record names neither a principal nor a credential: an address alone may be the caller's and not the asker's. */
    @Nullable
    Asker of(LogEvent event, Hop hop) {
        Map<String, String> labels = event.labels();
        String credential = labels.isEmpty() ? null : credential(labels);
        String principal = hop.principal();
        if (principal == null && credential == null) {
            return null;
        }
        return new Asker(
                Told.ITSELF,
                principal == null ? null : Asker.cut(principal),
                credential,
                hop.sourceIp(),
                labels.isEmpty() ? List.of() : roles(labels),
                hop.responseBytes() == null ? NONE : hop.responseBytes(),
                page(labels.get("url.query")),
                login(labels));
    }

    /** The digest of the record's credential; null where it has none. */
    @Nullable
    String credential(Map<String, String> labels) {
        for (Map.Entry<String, String> label : labels.entrySet()) {
            String value = label.getValue();
            boolean masked = value.startsWith(MASKED);
            if (masked ? hasDigest(value) : CREDENTIALS.contains(label.getKey().toLowerCase(Locale.ROOT))) {
                return digest.of(value);
            }
        }
        return null;
    }

    /** A mask without a digest is the same for everybody. */
    private static boolean hasDigest(String mask) {
        int digits = mask.length() - 1 - DIGEST_DIGITS;
        return mask.endsWith("]") && digits > MASKED.length() && mask.charAt(digits - 1) == ':';
    }

    private static List<String> roles(Map<String, String> labels) {
        for (String name : ROLES) {
            String text = labels.get(name);
            if (text != null) {
                return Arrays.stream(text.split("[,;\\s\\[\\]\"]+"))
                        .filter(role -> !role.isEmpty())
                        .map(Asker::cut)
                        .distinct()
                        .sorted()
                        .limit(Asker.MAX_ROLES)
                        .toList();
            }
        }
        return List.of();
    }

    /** The number of the first parameter that counts pages or records. */
    static long page(@Nullable String query) {
        if (query == null) {
            return NONE;
        }
        for (String pair : query.split("&", 32)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && PAGES.contains(pair.substring(0, equals).toLowerCase(Locale.ROOT))) {
                return number(pair.substring(equals + 1));
            }
        }
        return NONE;
    }

    private static long number(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Long.parseLong(text) : NONE;
    }

    private static Login login(Map<String, String> labels) {
        String category = labels.get("event.category");
        String outcome = labels.get(EcsFields.EVENT_OUTCOME);
        if (category == null || outcome == null) {
            return Login.NOT_SAID;
        }
        Set<String> categories = new HashSet<>(Arrays.asList(category.split("[,;\\s\\[\\]\"]+")));
        if (!categories.contains("authentication")) {
            return Login.NOT_SAID;
        }
        return switch (outcome) {
            case "failure" -> Login.FAILED;
            case "success" -> Login.SUCCEEDED;
            default -> Login.NOT_SAID;
        };
    }
}
