package io.throughline.core.payload;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Script in markup. The text is read as HTML's tokenizer would (HTML Living Standard, 13.2.5) in each place where a page may put it: as text
 * between tags, and within an attribute's value in single quotes, double quotes, backticks or none. What counts is a tag or an attribute that runs
 * script, loads it, or changes where the page's addresses point to; plain formatting does not.
 */
final class HtmlCheck implements Check {
    /** Tags run, load or embed something, or change what the page is. */
    private static final Set<String> TAGS = Words.of("""
            script iframe frame frameset object embed applet base meta link svg math xml xss isindex layer ilayer bgsound style import
            vmlframe handler listener animate animatetransform animatemotion set foreignobject blink portal template noscript
            textarea select keygen marquee audio video source track form input button dialog body html head comment
            """);

    /** Those of {@link #TAGS} that are harmless in text that people format, unless an attribute says otherwise. */
    private static final Set<String> NEEDS_MORE = Words.of("""
            textarea select audio video source track form input button dialog body html head template noscript
            meta comment set animate handler listener import marquee blink
            """);

    private static final Set<String> ADDRESSES = Words.of("""
            href src action formaction data xlink:href background poster dynsrc lowsrc code codebase classid content from to values
            srcdoc manifest profile cite longdesc usemap icon archive ping srcset datasrc datafld
            """);

    private static final int MAX_ATTRIBUTES = 64;
    private static final int MAX_TAGS = 256;

    private final HtmlTag tag = new HtmlTag();

    @Override
    public long needs() {
        return Traits.LESS | Traits.EQUALS | Traits.COLON;
    }

    @Override
    public @Nullable Match look(Value value) {
        String text = value.text();
        String found = value.has(Traits.LESS) ? betweenTags(text) : null;
        if (found == null && value.has(Traits.EQUALS)) {
            found = withinAttribute(text, value);
        }
        if (found == null && value.has(Traits.COLON) && value.has(Traits.PAREN) && Scripts.loadsScript(text)) {
            found = "holds a style that runs script";
        }
        if (found == null && value.has(Traits.COLON)) {
            String scheme = Scripts.scheme(text, false);
            found = scheme == null ? null : "is " + scheme;
        }
        return found == null ? null : Match.of(PayloadKind.SCRIPT_INJECTION, found);
    }

    private @Nullable String betweenTags(String text) {
        int at = text.indexOf('<');
        for (int tags = 0; at >= 0 && tags < MAX_TAGS; tags++) {
            String found = tag(text, at);
            if (found != null) {
                return found;
            }
            at = text.indexOf('<', at + 1);
        }
        return null;
    }

    private @Nullable String tag(String text, int at) {
        if (text.startsWith("<!", at)) {
            return declaration(text, at + 2);
        }
        if (text.startsWith("<?", at)) {
            return instruction(text, at + 2);
        }
        if (!tag.open(text, at + 1)) {
            return null;
        }
        String name = tag.name();
        String local = name.substring(name.lastIndexOf(':') + 1);
        boolean known = TAGS.contains(local);
        if (known && tag.closing()) {
            return local.equals("script") ? "ends a script" : null;
        }
        if (known && ((!NEEDS_MORE.contains(local) && tag.delimited()) || tag.apart())) {
            return "opens a tag <" + local + ">";
        }
        String attributes = attributes(local, tag.end(), text);
        if (attributes != null) {
            return "opens a tag with " + attributes;
        }
        return local.equals("style")
                        && tag.delimited()
                        && Scripts.style(text.substring(Math.min(text.length(), tag.end())))
                ? "opens a style sheet that runs script"
                : null;
    }

    private static @Nullable String declaration(String text, int at) {
        if (text.regionMatches(true, at, "ENTITY", 0, 6) || text.regionMatches(true, at, "[CDATA[", 0, 7)) {
            return "opens an XML declaration";
        }
        boolean conditional = text.startsWith("--[if", at) || text.regionMatches(true, at, "[if", 0, 3);
        return conditional ? "opens a conditional comment" : null;
    }

    private static @Nullable String instruction(String text, int at) {
        int end = at;
        while (end < text.length() && Packed.isLetter(text.charAt(end))) {
            end++;
        }
        boolean imports =
                text.regionMatches(true, at, "import", 0, 6) || text.regionMatches(true, at, "xml-stylesheet", 0, 14);
        return imports ? "opens an instruction that loads script" : null;
    }

    /** What an attribute of the tag does, from {@code at} on to the tag's end. */
    private @Nullable String attributes(String tagName, int at, String text) {
        int from = at;
        for (int i = 0; i < MAX_ATTRIBUTES; i++) {
            if (!tag.attribute(text, from)) {
                return null;
            }
            String found = attribute(tagName, tag.attributeName(), tag.attributeValue());
            if (found != null) {
                return found;
            }
            from = tag.end();
        }
        return null;
    }

    static @Nullable String attribute(String tagName, String name, @Nullable String value) {
        if (Scripts.isHandler(name) && value != null) {
            return "an event handler " + (name.length() > 30 ? "on..." : name);
        }
        if (value == null) {
            return null;
        }
        if (name.equals("style") || name.equals("filter")) {
            return Scripts.style(value) ? "a style that runs script" : null;
        }
        if (name.equals("srcdoc")
                || name.equals("xmlns:xlink")
                || name.equals("formaction")
                || name.equals("implementation")) {
            return "an attribute " + name;
        }
        if (name.equals("datasrc") || name.equals("datafld") || name.equals("dataformatas")) {
            return "an attribute that binds data";
        }
        if (tagName.equals("meta") && (name.equals("http-equiv") || name.equals("charset") || name.equals("content"))) {
            return "a meta tag's " + name;
        }
        if (tagName.equals("link") && (name.equals("href") || name.equals("rel"))) {
            return "a link to a resource";
        }
        if (ADDRESSES.contains(name) || name.endsWith(":href")) {
            String scheme = Scripts.scheme(value, true);
            return scheme == null ? null : "an attribute " + name + " that is " + scheme;
        }
        return name.equals("attributename") ? "an animated attribute" : null;
    }

    private @Nullable String withinAttribute(String text, Value value) {
        String found = null;
        for (char quote : new char[] {'"', '\'', '`'}) {
            int at = text.indexOf(quote);
            for (int tries = 0; at >= 0 && found == null && tries < 3; tries++) {
                found = attributes("", at + 1, text);
                if (found != null) {
                    found = "closes an attribute's value and adds " + found;
                }
                at = text.indexOf(quote, at + 1);
            }
        }
        if (found == null && !value.part().isHeader()) {
            found = attributes("", 0, text);
            found = found == null ? null : "adds " + found;
        }
        return found;
    }
}
