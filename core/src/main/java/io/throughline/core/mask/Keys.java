package io.throughline.core.mask;

import static io.throughline.core.mask.Keys.Rule.COOKIES;
import static io.throughline.core.mask.Keys.Rule.CREDENTIALS;
import static io.throughline.core.mask.Keys.Rule.DIGITS;
import static io.throughline.core.mask.Keys.Rule.LONG;
import static io.throughline.core.mask.Keys.Rule.NEVER;
import static io.throughline.core.mask.Keys.Rule.PASSWORD;
import static io.throughline.core.mask.Keys.Rule.RANDOM;
import static io.throughline.core.mask.Keys.Rule.SECRET;
import static io.throughline.core.mask.Keys.Rule.SESSION;

import java.util.List;

/**
 * Names of fields, headers, parameters and variables whose values are secrets: the table. A name counts in any case and without its
 * hyphens, underscores, points and blanks, and with anything before it: {@code DB_PASSWORD} ends in {@code password}. The longest
 * row that fits tells the shape.
 */
final class Keys {
    static final List<Key> ALL = List.of(
            key("password", PASSWORD, "password", "passwd", "passphrase", "passcode"),
            key("password", PASSWORD, "^pwd", "^pass", "dbpass", "userpass", "mysqlpwd"),
            key("secret", SECRET, "secret", "secretvalue"),
            key("client-secret", SECRET, "clientsecret", "appsecret", "consumersecret", "oauthsecret"),
            key("webhook-secret", SECRET, "webhooksecret", "signingsecret"),
            key("secret-key", SECRET, "secretkey", "secretkeybase"),
            key("token", RANDOM, "token"),
            key("access-token", SECRET, "accesstoken"),
            key("refresh-token", SECRET, "refreshtoken"),
            key("id-token", SECRET, "idtoken"),
            key("auth-token", SECRET, "authtoken", "authenticationtoken", "bearertoken", "authorizationtoken"),
            key("api-token", SECRET, "apitoken", "privatetoken", "deploytoken", "jobtoken", "personaltoken"),
            key("csrf-token", SECRET, "csrftoken", "xsrftoken", "csrfmiddlewaretoken", "authenticitytoken"),
            key("vault-key", SECRET, "vaulttoken", "unsealkey"),
            key("discord-token", SECRET, "discordtoken", "discordbottoken"),
            key("api-key", SECRET, "apikey", "xapikey", "appkey", "applicationkey"),
            key("access-key", SECRET, "accesskey"),
            key("private-key", SECRET, "privatekey"),
            key("encryption-key", SECRET, "encryptionkey", "cryptokey", "aeskey", "cipherkey", "datakey"),
            key("signing-key", SECRET, "signingkey", "hmackey", "jwtkey"),
            key("master-key", SECRET, "masterkey", "rootkey", "railsmasterkey"),
            key("auth-key", SECRET, "authkey", "sharedkey", "presharedkey", "^psk", "sessionkey"),
            key("license-key", SECRET, "licensekey", "licencekey"),
            key("ssh-key", SECRET, "sshkey", "deploykey", "sshprivatekey"),
            key("aws-secret-key", SECRET, "awssecretaccesskey", "secretaccesskey", "awssecretkey"),
            key("aws-session-token", SECRET, "awssessiontoken", "xamzsecuritytoken", "securitytoken"),
            key("signed-url", LONG, "xamzsignature", "xgoogsignature", "xosssignature", "hmacsignature"),
            key("azure-storage-key", SECRET, "accountkey", "storagekey", "storageaccountkey"),
            key("azure-shared-access-key", SECRET, "sharedaccesskey"),
            key("azure-sas", LONG, "^sig"),
            key("azure-subscription-key", SECRET, "subscriptionkey", "functionskey", "functionkey"),
            key("signature", LONG, "signature"),
            key("datadog-key", SECRET, "ddapikey", "datadogapikey", "ddappkey", "ddapplicationkey"),
            key("heroku-api-key", SECRET, "herokuapikey"),
            key("cloudflare-key", SECRET, "cloudflareapikey", "cloudflareapitoken", "cfapitoken", "cfapikey"),
            key("algolia-key", SECRET, "algoliaapikey", "algoliaadminkey"),
            key("npm-auth", SECRET, "npmauthtoken", "^auth"),
            key("session-id", SESSION, "session", "sessionid", "sessid", "sessiontoken"),
            key("session-id", SECRET, "jsessionid", "phpsessid", "aspnetsessionid", "connectsid"),
            key("session-id", LONG, "^sid"),
            key("cookie", COOKIES, "cookie", "setcookie", "cookies"),
            key("authorization", CREDENTIALS, "authorization", "proxyauthorization"),
            key("jwt", LONG, "^jwt"),
            key("credential", RANDOM, "credential", "credentials"),
            key("connection-string", LONG, "connectionstring"),
            key("pin", DIGITS, "^pin", "pincode"),
            key("one-time-code", DIGITS, "^otp", "otpcode", "totp", "mfacode", "verificationcode"),
            key("card-security-code", DIGITS, "^cvv", "^cvc", "^cvv2", "securitycode"),
            key("social-security-number", DIGITS, "^ssn", "socialsecuritynumber"),
            key("", NEVER, "nexttoken", "pagetoken", "nextpagetoken", "continuationtoken", "cancellationtoken"),
            key("", NEVER, "synctoken", "unexpectedtoken", "idempotencykey", "publickey", "publicaccesskey"));

    /** What has to be in the text for a name to be there: how names end, before the sign that follows them. */
    static final List<String> WORDS = List.of(
            "password",
            "passwd",
            "passphrase",
            "passcode",
            "pwd",
            "pass",
            "secret",
            "secretvalue",
            "secretkeybase",
            "secret_key_base",
            "token",
            "key",
            "session",
            "sessionid",
            "session_id",
            "session-id",
            "sessid",
            "sid",
            "cookie",
            "cookies",
            "authorization",
            "auth",
            "jwt",
            "credential",
            "credentials",
            "signature",
            "sig",
            "psk",
            "connectionstring",
            "connection_string",
            "connection-string",
            "pincode",
            "pin_code",
            "pin",
            "otp",
            "otpcode",
            "otp_code",
            "totp",
            "mfa_code",
            "mfacode",
            "verification_code",
            "verificationcode",
            "cvv",
            "cvv2",
            "cvc",
            "security_code",
            "securitycode",
            "ssn",
            "social_security_number",
            "socialsecuritynumber");

    private Keys() {}

    /** What a value behind such a name must be like to be masked. */
    enum Rule {
        /** Anything that is not nothing. */
        PASSWORD,
        /** At least four characters, and no number of less than six digits; in prose it must look random. */
        SECRET,
        /** The same; the name is usual in prose and for numbers as well. */
        RANDOM,
        /** At least twelve characters and no number, as servers number their sessions too. */
        SESSION,
        /** At least 20 characters. */
        LONG,
        /** Three to twelve digits. */
        DIGITS,
        /** All pairs of a cookie header. */
        COOKIES,
        /** A scheme, which is kept, and what follows. */
        CREDENTIALS,
        /** It only looks like one of the others. */
        NEVER
    }

    /**
     * One row.
     *
     * @param names how names end; one with {@code ^} is the last word of the name as a whole
     */
    record Key(String shape, Rule rule, List<String> names) {}

    private static Key key(String shape, Rule rule, String... names) {
        return new Key(shape, rule, List.of(names));
    }
}
