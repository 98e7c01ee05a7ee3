package io.throughline.core.mask;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** All shapes by name, and the anchors and matchers for those that are to be masked; not changed once it is built. */
final class Shapes {
    static final String PRIVATE_KEY = "pem-private-key";
    static final String JWT = "jwt";
    static final String URL_PASSWORD = "url-password";
    static final String CARD = "card";
    static final String IBAN = "iban";
    static final String EMAIL = "email";
    /** The shape of the operator's own names. */
    static final String OWN_KEY = "key";

    /** A shape's number is its place here. */
    static final List<String> NAMES = names();

    private static final String WORD_BYTES = "abcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final String HEX_BYTES = "0123456789abcdef";
    private static final String BEHIND_NAMES = "=: \"'\\%>";
    /** Signs, the letters of escapes, and the last digits of percent-encoded signs. */
    private static final String BEFORE_NAMES = " \"'?&;,_-.([{<\\\n\tntr026bcdf";
    /** Names that many others end in: they are looked for with a sign before them. */
    private static final Set<String> ENDINGS = Set.of("sid", "pin");

    private static final String PRINTABLE = printable();

    private final MaskConfig config;
    private final Anchors anchors;
    private final DigitsMatcher digits;
    private final List<Matcher> first = new ArrayList<>();

    Shapes(MaskConfig config) {
        this.config = config;
        Anchors.Builder builder = new Anchors.Builder();
        builder.within(MaskMark.START, "", new MaskMark());
        if (config.secrets()) {
            TokenMatcher[][] tokens = tokens(builder);
            texts(builder);
            keys(builder, tokens);
        }
        this.anchors = builder.build();
        this.digits = new DigitsMatcher(
                config.secrets() ? number(CARD) : Matcher.NO, config.secrets() ? number(IBAN) : Matcher.NO);
    }

    Anchors anchors() {
        return anchors;
    }

    /** What is looked for at a text's beginning, where no sign stands before it. */
    List<Matcher> first() {
        return first;
    }

    DigitsMatcher digits() {
        return digits;
    }

    static int numberOf(String name) {
        return NAMES.indexOf(name);
    }

    /** Below 0 for what is to be kept. */
    private int number(String name) {
        return config.keep().contains(name) ? Matcher.NO : numberOf(name);
    }

    private TokenMatcher[][] tokens(Anchors.Builder builder) {
        List<List<TokenMatcher>> byFirst = new ArrayList<>();
        for (int i = 0; i < 128; i++) {
            byFirst.add(new ArrayList<>());
        }
        for (Tokens.Token token : Tokens.ALL) {
            int number = number(token.name());
            for (String prefix : number < 0 ? List.<String>of() : token.prefixes()) {
                TokenMatcher matcher = new TokenMatcher(number, token, prefix);
                String behind = token.set() == Chars.LOWER_HEX ? HEX_BYTES : WORD_BYTES;
                // Of those that begin alike the first row is to be found first, so that their anchors are at one place.
                if (prefix.startsWith("sk-")) {
                    builder.begin(prefix, behind, matcher);
                } else {
                    builder.within(prefix, behind, matcher);
                }
                byFirst.get(prefix.charAt(0)).add(matcher);
            }
        }
        return byFirst.stream().map(list -> list.toArray(TokenMatcher[]::new)).toArray(TokenMatcher[][]::new);
    }

    private void texts(Anchors.Builder builder) {
        if (number(JWT) >= 0) {
            builder.begin(JwtMatcher.START, WORD_BYTES, new JwtMatcher(number(JWT)));
        }
        if (number(URL_PASSWORD) >= 0) {
            builder.begin(UrlPasswordMatcher.START, PRINTABLE, new UrlPasswordMatcher(number(URL_PASSWORD)));
        }
        if (number(PRIVATE_KEY) >= 0) {
            builder.within(PrivateKeyMatcher.START, "", new PrivateKeyMatcher(number(PRIVATE_KEY)));
        }
        if (number(TelegramMatcher.SHAPE) >= 0) {
            builder.begin(TelegramMatcher.START, WORD_BYTES, new TelegramMatcher(number(TelegramMatcher.SHAPE)));
        }
        if (number("bearer") >= 0) {
            builder.within(SchemeMatcher.BEARER, "", new SchemeMatcher(SchemeMatcher.BEARER, number("bearer")));
        }
        if (number("basic-auth") >= 0) {
            builder.within(SchemeMatcher.BASIC, "", new SchemeMatcher(SchemeMatcher.BASIC, number("basic-auth")));
        }
    }

    private void keys(Anchors.Builder builder, TokenMatcher[][] tokens) {
        KeyNames names = new KeyNames();
        for (Keys.Key key : Keys.ALL) {
            boolean never = key.rule() == Keys.Rule.NEVER || number(key.shape()) < 0;
            for (String name : key.names()) {
                names.add(name, number(key.shape()), never ? Keys.Rule.NEVER : key.rule());
            }
        }
        Set<String> words = new LinkedHashSet<>(Keys.WORDS);
        for (String key : config.keys()) {
            String lower = key.toLowerCase(Locale.ROOT);
            names.add(lower.replaceAll("[-_.]", ""), number(OWN_KEY), Keys.Rule.PASSWORD);
            words.add(lastWord(key).toLowerCase(Locale.ROOT));
        }
        KeyedValue value = new KeyedValue(tokens, new Credentials(this::number));
        for (String word : words) {
            KeyMatcher matcher = new KeyMatcher(word, names, value);
            if (ENDINGS.contains(word)) {
                builder.behind(BEFORE_NAMES, word, matcher);
                first.add(matcher);
            } else {
                builder.within(word, BEHIND_NAMES, matcher);
            }
        }
    }

    /** {@code Code} of {@code x-order_secretCode}: however the rest is written, it ends the name. */
    private static String lastWord(String key) {
        int at = key.length() - 1;
        while (at > 0 && Chars.in(Chars.ALNUM, (byte) key.charAt(at - 1)) && !Character.isUpperCase(key.charAt(at))) {
            at--;
        }
        return key.substring(at);
    }

    private static List<String> names() {
        Set<String> names = new LinkedHashSet<>();
        Tokens.ALL.forEach(token -> names.add(token.name()));
        Keys.ALL.stream().map(Keys.Key::shape).filter(shape -> !shape.isEmpty()).forEach(names::add);
        names.addAll(Credentials.shapes());
        names.addAll(List.of(JWT, URL_PASSWORD, PRIVATE_KEY, TelegramMatcher.SHAPE, CARD, IBAN, OWN_KEY, EMAIL));
        names.addAll(PersonalData.ID_SHAPES);
        return Collections.unmodifiableList(new ArrayList<>(names));
    }

    private static String printable() {
        StringBuilder all = new StringBuilder();
        for (char c = '!'; c < 127; c++) {
            if (!Character.isUpperCase(c) && "/?#\"'<>\\`|".indexOf(c) < 0) {
                all.append(c);
            }
        }
        return all.toString();
    }
}
