package io.throughline.core.rule.read;

import io.throughline.core.rule.Logsource;
import io.throughline.core.schema.EcsFields;
import java.util.HashMap;
import java.util.Map;

/**
 * Sigma's names of fields in this product's schema. What stands in no table is a name of the schema already, or a label's. Source: Sigma
 * Taxonomy Appendix 2.1, "Fields"; W3C Extended Log File Format.
 */
public final class FieldNames {
    /** Of the path's last part, behind its last dot, without the dot. */
    static final String URL_EXTENSION = "url.extension";

    /** What {@code kubernetes.audit.*} labels are called in events, see the parser of audit events. */
    private static final String AUDIT = "kubernetes.audit.";

    private static final Map<String, String> WEB = new HashMap<>();
    private static final Map<String, String> KUBERNETES = new HashMap<>();

    static {
        put(WEB, EcsFields.METHOD, "cs-method c-method");
        put(WEB, "url.query", "cs-uri-query c-uri-query");
        put(WEB, EcsFields.PATH, "cs-uri-stem c-uri-stem c-uri-path");
        put(WEB, EcsFields.URL_ORIGINAL, "cs-uri c-uri");
        put(WEB, URL_EXTENSION, "c-uri-extension cs-uri-extension");
        put(WEB, "url.domain", "cs-host r-dns s-dns");
        put(WEB, "url.scheme", "cs-protocol c-protocol cs-uri-scheme");
        put(WEB, EcsFields.USER_AGENT, "c-useragent cs-user-agent cs-useragent cs(User-Agent)");
        put(WEB, EcsFields.STATUS, "sc-status");
        put(WEB, "http.request.referrer", "cs-referer cs-referrer cs(Referer) c-referer");
        put(WEB, EcsFields.USER, "cs-username c-username");
        put(WEB, EcsFields.SOURCE_IP, "c-ip src_ip");
        put(WEB, "source.port", "c-port src_port");
        put(WEB, "destination.ip", "s-ip r-ip dst_ip");
        put(WEB, "destination.port", "s-port r-port dst_port cs-uri-port");
        put(WEB, EcsFields.REQUEST_BYTES, "cs-bytes");
        put(WEB, EcsFields.RESPONSE_BYTES, "sc-bytes");
        put(WEB, "http.request.mime_type", "cs-content-type cs-mime-type");
        put(WEB, "http.version", "cs-version");
        put(WEB, "http.request.headers.cookie", "cs-cookie cs(Cookie)");
        put(WEB, EcsFields.HOST, "s-computername");

        put(KUBERNETES, EcsFields.URL_ORIGINAL, "requestURI");
        put(KUBERNETES, "event.action", "verb");
        put(KUBERNETES, AUDIT + "objectRef.apiGroup", "apiGroup");
        put(KUBERNETES, AUDIT + "hostPath", "hostPath");
        put(KUBERNETES, AUDIT + "capabilities", "capabilities");
        put(KUBERNETES, AUDIT + "user.username", "username");
        put(KUBERNETES, "@timestamp", "requestReceivedTimestamp stageTimestamp timestamp");
    }

    private final Map<String, String> names;
    private final String prefix;

    private FieldNames(Map<String, String> names, String prefix) {
        this.names = names;
        this.prefix = prefix;
    }

    /** @param ownNames whether the rule says that its names are those of the schema already */
    public static FieldNames of(Logsource logsource, boolean ownNames) {
        if (ownNames) {
            return new FieldNames(Map.of(), "");
        }
        return "kubernetes".equals(logsource.product()) ? new FieldNames(KUBERNETES, AUDIT) : new FieldNames(WEB, "");
    }

    /** A name with a prefix of the schema is left as it is. */
    public String of(String field) {
        String known = names.get(field);
        if (known != null) {
            return known;
        }
        return prefix.isEmpty() || isOurs(field) ? field : prefix + field;
    }

    private static boolean isOurs(String field) {
        return field.startsWith(AUDIT)
                || field.startsWith("event.")
                || field.startsWith("orchestrator.")
                || field.startsWith("http.")
                || field.startsWith("url.")
                || field.startsWith("source.")
                || field.startsWith("user_agent.")
                || field.equals(EcsFields.MESSAGE)
                || field.equals(EcsFields.TIMESTAMP)
                || field.equals(EcsFields.USER);
    }

    private static void put(Map<String, String> table, String ours, String theirs) {
        for (String name : theirs.split(" ")) {
            table.put(name, ours);
        }
    }
}
