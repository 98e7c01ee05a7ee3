package io.throughline.core.payload;

import io.throughline.core.model.Alert.Severity;
import java.util.List;

/**
 * The kinds of attack that a payload may be, with what the standards call them: the technique is MITRE ATT&amp;CK's, the category
 * that of the OWASP Top 10 (2021), or of the OWASP API Security Top 10 (2023) where only that has one.
 */
public enum PayloadKind {
    SQL_INJECTION("sql-injection", Severity.HIGH, "T1190", "OWASP:A03:2021"),
    SCRIPT_INJECTION("script-injection", Severity.MEDIUM, "T1059.007", "OWASP:A03:2021"),
    PATH_TRAVERSAL("path-traversal", Severity.HIGH, "T1083", "OWASP:A01:2021"),
    COMMAND_INJECTION("command-injection", Severity.CRITICAL, "T1059", "OWASP:A03:2021"),
    TEMPLATE_INJECTION("template-injection", Severity.HIGH, "T1190", "OWASP:A03:2021"),
    REQUEST_FORGERY("request-forgery", Severity.HIGH, "T1090", "OWASP:API7:2023"),
    REMOTE_FILE("remote-file", Severity.HIGH, "T1105", "OWASP:A10:2021"),
    PHP_INJECTION("php-injection", Severity.HIGH, "T1059", "OWASP:A03:2021"),
    LOOKUP_INJECTION("lookup-injection", Severity.CRITICAL, "T1190", "OWASP:A03:2021"),
    SERIALISED_OBJECT("serialised-object", Severity.HIGH, "T1190", "OWASP:A08:2021"),
    EXPRESSION_INJECTION("expression-injection", Severity.CRITICAL, "T1190", "OWASP:A03:2021"),
    NOSQL_INJECTION("nosql-injection", Severity.HIGH, "T1190", "OWASP:A03:2021"),
    LDAP_INJECTION("ldap-injection", Severity.HIGH, "T1190", "OWASP:A03:2021"),
    EXTERNAL_ENTITY("external-entity", Severity.HIGH, "T1190", "OWASP:A05:2021"),
    SERVER_SIDE_INCLUDE("server-side-include", Severity.HIGH, "T1190", "OWASP:A03:2021"),
    LINE_BREAK("line-break", Severity.MEDIUM, "T1190", "OWASP:A03:2021"),
    MAIL_INJECTION("mail-injection", Severity.MEDIUM, "T1190", "OWASP:A03:2021"),
    GRAPHQL_INTROSPECTION("graphql-introspection", Severity.LOW, "T1595", "OWASP:API9:2023"),
    NODE_INJECTION("node-injection", Severity.HIGH, "T1059.007", "OWASP:A03:2021"),
    PROTOTYPE_POLLUTION("prototype-pollution", Severity.HIGH, "T1190", "OWASP:A08:2021"),
    SCANNER("scanner", Severity.LOW, "T1595.002", "OWASP:A05:2021");

    private final String name;
    private final Severity severity;
    private final String technique;
    private final String tag;

    PayloadKind(String name, Severity severity, String technique, String tag) {
        this.name = name;
        this.severity = severity;
        this.technique = technique;
        this.tag = tag;
    }

    /** The rule's name: {@code payload-sql-injection}. */
    public String rule() {
        return "payload-" + name;
    }

    public Severity severity() {
        return severity;
    }

    public String technique() {
        return technique;
    }

    public List<String> tags() {
        return List.of(tag);
    }

    /** For sentences: {@code sql injection}. */
    public String words() {
        return name.replace('-', ' ');
    }
}
